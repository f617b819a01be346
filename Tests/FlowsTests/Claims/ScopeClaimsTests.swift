import TenantModel
import Testing
import Tokens

@Suite("The claims of a scope")
struct ScopeClaimsTests {
    static let profile: JSONObject = [
        "email": "ada@example.com", "email_verified": true, "name": "Ada", "nickname": "ada", "phone_number": "+1",
        "picture": nil, "roles": ["admin"], "aud": "mine", "app_metadata": ["plan": "gold"], "locale": "en",
    ]

    @Test(
        "legacy words name attributes, in the order asked",
        arguments: [
            ("openid", []), ("", []), ("openid email", ["email"]), ("openid name email", ["name", "email"]),
            ("openid email email_verified", ["email", "email_verified"]),
            ("openid roles app_metadata", ["roles", "app_metadata"]),
            ("openid nothing", []), ("openid picture", ["picture"]), ("openid offline_access", []),
            (
                "openid profile",
                [
                    "email", "email_verified", "name", "nickname", "phone_number", "picture", "roles", "aud",
                    "app_metadata", "locale",
                ]
            ),
            (
                "openid locale profile",
                [
                    "locale", "email", "email_verified", "name", "nickname", "phone_number", "picture", "roles", "aud",
                    "app_metadata",
                ]
            ),
        ] as [(String, [String])]
    )
    func legacy(_ scope: String, _ names: [String]) {
        #expect(ScopeClaims.legacy(Self.profile, scope: ScopeSet(scope)).names == names)
    }

    @Test(
        "legacy words may be redefined",
        arguments: [
            ("openid contact", ["email", "phone_number"]), ("openid email", ["name"]),
            ("openid contact name", ["email", "phone_number", "name"]),
        ]
    )
    func redefined(_ scope: String, _ names: [String]) {
        let redefined = ["contact": ["email", "phone_number", "nothing"], "email": ["name"]]
        #expect(ScopeClaims.legacy(Self.profile, scope: ScopeSet(scope), redefined: redefined).names == names)
    }

    @Test(
        "conformant words are the standard's",
        arguments: [
            ("openid", []), ("openid profile", ["nickname", "name", "picture", "locale"]),
            ("openid email", ["email", "email_verified"]),
            ("openid phone", ["phone_number"]), ("openid address", []), ("openid name roles", []),
            (
                "phone email profile",
                ["nickname", "name", "picture", "locale", "email", "email_verified", "phone_number"]
            ),
        ] as [(String, [String])]
    )
    func conformant(_ scope: String, _ names: [String]) {
        #expect(ScopeClaims.conformant(Self.profile, scope: ScopeSet(scope)).names == names)
    }
}
