package import TenantModel

/// What a request says, whichever way it was written: query, form or JSON.
///
/// `null` and the empty string mean absent (client traffic R4). A name that stood twice is refused when it is read
/// (RFC 6749 §3.1), so neither the first nor the last silently wins.
package struct Parameters: Hashable, Sendable {
    package var object: JSONObject
    package var duplicates: Set<String>

    package init(_ object: JSONObject = JSONObject(), duplicates: Set<String> = []) {
        self.object = object
        self.duplicates = duplicates
    }

    /// - Throws: `invalid_request` where the name stands twice or its value is not text.
    package func text(_ name: String) throws(OAuthError) -> String? {
        switch try value(name) {
        case nil, .null, .string(""): return nil
        case .string(let text): return text
        default: throw .invalidRequest("\(name) parameter must be a string")
        }
    }

    /// - Throws: `invalid_request` in the words of `/oauth/token` where it is absent.
    package func required(_ name: String) throws(OAuthError) -> String {
        guard let text = try text(name) else { throw .invalidRequest("Missing required parameter: \(name)") }
        return text
    }

    /// - Throws: `invalid_request` in the words of the legacy endpoints where it is absent.
    package func demanded(_ name: String) throws(OAuthError) -> String {
        guard let text = try text(name) else { throw .invalidRequest("missing \(name) parameter") }
        return text
    }

    package func scope() throws(OAuthError) -> ScopeSet { ScopeSet(try text("scope") ?? "") }

    /// `true`, `false`, or a JSON boolean; anything else counts as not given.
    ///
    /// - Throws: `invalid_request` where the name stands twice.
    package func flag(_ name: String) throws(OAuthError) -> Bool? {
        switch try value(name) {
        case .bool(let flag): flag
        case .string("true"): true
        case .string("false"): false
        default: nil
        }
    }

    private func value(_ name: String) throws(OAuthError) -> JSONValue? {
        guard !duplicates.contains(name) else { throw .invalidRequest("Duplicate parameter: \(name)") }
        return object[name]
    }

    /// The request as rules see it (authentication API §18.4), in bounds: they take their time with all of it.
    ///
    /// - Throws: `invalid_request` for more than 32 KiB.
    package func shownToRules() throws(OAuthError) -> JSONObject {
        try check(atMost: 32 * 1024, of: "this call")
        return object.withoutSecrets
    }

    /// - Parameters:
    ///   - bytes: of names and values together, a multiple of 1,024.
    ///   - what: whose parameters they are.
    package func check(atMost bytes: Int, of what: String) throws(OAuthError) {
        let size = object.members.reduce(0) { sum, member in
            sum + member.name.utf8.count + (member.value.text?.utf8.count ?? member.value.serialized.count)
        }
        guard size <= bytes else {
            throw .invalidRequest("The parameters of \(what) may have \(bytes / 1024) KiB together")
        }
    }

    /// What may be remembered and shown in journals: everything but the secrets.
    package var withoutSecrets: JSONObject {
        var shown = object
        for secret in ["password", "client_secret", "mfa_code", "otp"] { shown[secret] = nil }
        return shown
    }
}
