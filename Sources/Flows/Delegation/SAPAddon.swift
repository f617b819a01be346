import TenantModel
import World

/// The add-on for SAP Gateway: a made-up answer of its token endpoint to a SAML bearer assertion.
enum SAPAddon {
    private static let lifetimeSeconds = 3600

    static func answer(_ occasion: DelegationOccasion) throws(OAuthError) -> DelegationAnswer {
        let settings = occasion.settings
        let consumer = try settings.demanded("clientid")
        let endpoint = try settings.demanded("tokenEndpointUrl")
        _ = try settings.demanded("servicePassword")
        let person = try occasion.principal(try settings.text("usernameAttribute") ?? "email")
        let made = occasion.fabrication(of: [consumer, endpoint, person])
        var members: JSONObject = [
            "access_token": .string(made.text("access_token", 64, of: .alphanumeric)), "token_type": "Bearer",
            "expires_in": .integer(lifetimeSeconds),
        ]
        members["scope"] = try settings.text("scope").map(JSONValue.string)
        return DelegationAnswer(members, fabricatedFor: "SAP Gateway")
    }
}
