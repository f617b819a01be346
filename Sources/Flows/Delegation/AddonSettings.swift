import TenantModel
import Tokens

/// The settings of one add-on of a delegation's target.
struct AddonSettings: Sendable {
    let type: APIType
    let values: JSONObject

    /// The text of a setting; nil if it is absent or empty.
    ///
    /// - Throws: `invalid_request` for a value of another type, which a rule may have set; so do all functions below.
    func text(_ key: String) throws(OAuthError) -> String? {
        guard let text: String = try value(key, \.text, "a string"), !text.isEmpty else { return nil }
        return text
    }

    /// The text of a setting that the add-on needs.
    ///
    /// - Throws: `invalid_request` if it is absent.
    func demanded(_ key: String) throws(OAuthError) -> String {
        guard let text = try text(key) else { throw refusal("has no \(key)") }
        return text
    }

    func flag(_ key: String) throws(OAuthError) -> Bool { try value(key, \.flag, "true or false") ?? false }

    /// A whole number above zero; numbers above 5,256,000, the most that a seed may give, are cut to that.
    func positive(_ key: String) throws(OAuthError) -> Int? {
        guard let number: Int = try value(key, \.integer, "a whole number") else { return nil }
        guard number > 0 else { throw refusal("needs a \(key) above zero, not \(number)") }
        return min(number, 5_256_000)
    }

    /// The setting `expiration`, in minutes; five minutes without it.
    var expiration: Duration {
        get throws(OAuthError) { .seconds(60 * (try positive("expiration") ?? 5)) }
    }

    private func value<Value>(
        _ key: String,
        _ read: (JSONValue) -> Value?,
        _ kind: String
    ) throws(OAuthError) -> Value? {
        guard let value = values[key], !value.isNull else { return nil }
        guard let read = read(value) else {
            // Do not show the value: many settings are secrets.
            throw refusal("needs \(kind) as its \(key), not \(value.kind)")
        }
        return read
    }

    /// Signs with the key in that setting.
    ///
    /// - Throws: `invalid_request` that says what is wrong with the key.
    func signing<Result>(with key: String, _ work: () throws(KeyError) -> Result) throws(OAuthError) -> Result {
        do { return try work() } catch { throw refusal("cannot sign with its \(key): \(error.description)") }
    }

    /// A refusal that names the add-on.
    ///
    /// - Parameter why: the end of a sentence about the add-on.
    func refusal(_ why: String) -> OAuthError {
        .invalidRequest("the add-on \(type.rawValue) of the target \(why)")
    }
}
