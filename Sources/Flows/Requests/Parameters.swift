package import TenantModel

/// The parameters of a request, whether they came as a query, a form or JSON.
///
/// `null` and the empty string mean absent, because client libraries send them for parameters that they do not set. A
/// name that was sent twice is refused when it is read (RFC 6749 §3.1).
package struct Parameters: Hashable, Sendable {
    package var object: JSONObject
    package var duplicates: Set<String>

    package init(_ object: JSONObject = JSONObject(), duplicates: Set<String> = []) {
        self.object = object
        self.duplicates = duplicates
    }

    /// The text of a parameter; nil if it is absent.
    ///
    /// - Throws: `invalid_request` if the name was sent twice or the value is not text.
    package func text(_ name: String) throws(OAuthError) -> String? {
        switch try value(name) {
        case nil, .null, .string(""): return nil
        case .string(let text): return text
        default: throw .invalidRequest("\(name) parameter must be a string")
        }
    }

    /// The text of a parameter that must be there.
    ///
    /// - Throws: `invalid_request`, in the words of `/oauth/token`, if it is absent.
    package func required(_ name: String) throws(OAuthError) -> String {
        guard let text = try text(name) else { throw .invalidRequest("Missing required parameter: \(name)") }
        return text
    }

    /// The text of a parameter that must be there.
    ///
    /// - Throws: `invalid_request`, in the words of the legacy endpoints, if it is absent.
    package func demanded(_ name: String) throws(OAuthError) -> String {
        guard let text = try text(name) else { throw .invalidRequest("missing \(name) parameter") }
        return text
    }

    package func scope() throws(OAuthError) -> ScopeSet { ScopeSet(try text("scope") ?? "") }

    /// A parameter that is `true`, `false` or a JSON boolean; nil for anything else.
    ///
    /// - Throws: `invalid_request` if the name was sent twice.
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

    /// The parameters as rules see them, without passwords and client secrets.
    ///
    /// Their size is limited, because the sandbox copies them for every login.
    ///
    /// - Throws: `invalid_request` for more than 32 KiB.
    package func shownToRules() throws(OAuthError) -> JSONObject {
        try check(atMost: 32 * 1024, of: "this call")
        return object.withoutSecrets
    }

    /// Checks the size of the parameters.
    ///
    /// - Parameters:
    ///   - bytes: the most bytes of names and values together, a multiple of 1,024.
    ///   - what: the request, for the refusal's words.
    package func check(atMost bytes: Int, of what: String) throws(OAuthError) {
        let size = object.members.reduce(0) { sum, member in
            sum + member.name.utf8.count + (member.value.text?.utf8.count ?? member.value.serialized.count)
        }
        guard size <= bytes else {
            throw .invalidRequest("The parameters of \(what) may have \(bytes / 1024) KiB together")
        }
    }

    /// For remembering and showing.
    package var withoutSecrets: JSONObject { object.withoutSecrets }
}

extension JSONObject {
    /// The parameters that may be remembered and shown: all but passwords, client secrets and one-time codes.
    package var withoutSecrets: JSONObject {
        let secrets = ["password", "client_secret", "mfa_code", "otp"]
        return JSONObject(members.filter { !secrets.contains($0.name) }.map { ($0.name, $0.value) })
    }
}
