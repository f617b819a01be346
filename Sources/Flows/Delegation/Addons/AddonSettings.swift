import TenantModel
import Tokens

/// Settings of one add-on of a delegation's target, key by key (Management API §10.6).
struct AddonSettings: Sendable {
    let type: APIType
    let values: JSONObject

    /// Nil where it is absent or empty.
    func text(_ key: String) -> String? {
        guard let text = values[key]?.text, !text.isEmpty else { return nil }
        return text
    }

    /// - Throws: `invalid_request` where it is absent.
    func demanded(_ key: String) throws(OAuthError) -> String {
        guard let text = text(key) else { throw refusal("has no \(key)") }
        return text
    }

    func flag(_ key: String) -> Bool { values[key]?.flag ?? false }

    /// `expiration`, in minutes; five where it is not given.
    var expiration: Duration { .seconds(60 * (positive("expiration") ?? 5)) }

    func positive(_ key: String) -> Int? { values[key]?.integer.flatMap { $0 > 0 ? min($0, 5_256_000) : nil } }

    /// - Throws: what the key is instead, as `invalid_request`.
    func signing<Result>(with key: String, _ work: () throws(KeyError) -> Result) throws(OAuthError) -> Result {
        do { return try work() } catch { throw refusal("cannot sign with its \(key): \(error.description)") }
    }

    /// - Parameter why: the end of a sentence about the add-on.
    func refusal(_ why: String) -> OAuthError {
        .invalidRequest("the add-on \(type.rawValue) of the target \(why)")
    }
}
