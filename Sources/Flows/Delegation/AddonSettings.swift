import TenantModel
import Tokens

/// Settings of one add-on of a delegation's target, key by key (Management API §10.6).
struct AddonSettings: Sendable {
    let type: APIType
    let values: JSONObject

    /// Nil where it is absent or empty.
    ///
    /// - Throws: like all below, `invalid_request` for a value of another type, which a rule may have set.
    func text(_ key: String) throws(OAuthError) -> String? {
        guard let text: String = try value(key, \.text, "a string"), !text.isEmpty else { return nil }
        return text
    }

    /// - Throws: `invalid_request` where it is absent.
    func demanded(_ key: String) throws(OAuthError) -> String {
        guard let text = try text(key) else { throw refusal("has no \(key)") }
        return text
    }

    func flag(_ key: String) throws(OAuthError) -> Bool { try value(key, \.flag, "true or false") ?? false }

    /// A whole number above zero; ten years of minutes are as long as a seed may say.
    func positive(_ key: String) throws(OAuthError) -> Int? {
        guard let number: Int = try value(key, \.integer, "a whole number") else { return nil }
        guard number > 0 else { throw refusal("needs a \(key) above zero, not \(number)") }
        return min(number, 5_256_000)
    }

    /// `expiration`, in minutes; five where it is not given.
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
            // Never the value: many a key is a secret.
            throw refusal("needs \(kind) as its \(key), not \(value.kind)")
        }
        return read
    }

    /// - Throws: what the key is instead, as `invalid_request`.
    func signing<Result>(with key: String, _ work: () throws(KeyError) -> Result) throws(OAuthError) -> Result {
        do { return try work() } catch { throw refusal("cannot sign with its \(key): \(error.description)") }
    }

    /// - Parameter why: the end of a sentence about the add-on.
    func refusal(_ why: String) -> OAuthError {
        .invalidRequest("the add-on \(type.rawValue) of the target \(why)")
    }
}
