import Flows
import TenantModel
import Testing

/// RFC 6749 §3.1.
@Suite("A parameter")
struct ParametersTests {
    @Test("R4: that is null or empty is absent", arguments: [.null, .string(""), nil] as [JSONValue?])
    func absent(_ value: JSONValue?) throws {
        var object = JSONObject()
        object["name"] = value
        let parameters = Parameters(object)
        #expect(try parameters.text("name") == nil)
        #expect(throws: OAuthError.invalidRequest("Missing required parameter: name")) {
            try parameters.required("name")
        }
        #expect(throws: OAuthError.invalidRequest("missing name parameter")) { try parameters.demanded("name") }
    }

    @Test("that is no text is refused", arguments: [1, .number(1.5), true, [], [:]] as [JSONValue])
    func types(_ value: JSONValue) {
        #expect(throws: OAuthError.invalidRequest("name parameter must be a string")) {
            try Parameters(["name": value]).text("name")
        }
    }

    @Test("that stood twice is refused when it is read, and only then")
    func duplicate() throws {
        let parameters = Parameters(["a": "1", "b": "2"], duplicates: ["a"])
        #expect(throws: OAuthError.invalidRequest("Duplicate parameter: a")) { try parameters.text("a") }
        #expect(try parameters.text("b") == "2")
    }

    @Test(
        "is a flag in two spellings",
        arguments: [
            (.bool(true), true), (.string("true"), true), (.bool(false), false), (.string("false"), false),
            (.string("1"), nil),
            (.integer(1), nil), (.null, nil),
        ] as [(JSONValue, Bool?)]
    )
    func flag(_ value: JSONValue, _ flag: Bool?) throws {
        #expect(try Parameters(["sso": value]).flag("sso") == flag)
    }

    @Test("that is a secret is not shown to rules", arguments: ["password", "client_secret", "mfa_code", "otp"])
    func secrets(_ name: String) {
        let shown = Parameters(JSONObject([(name, "canary"), ("scope", "openid")])).withoutSecrets
        #expect(shown.names == ["scope"])
    }
}
