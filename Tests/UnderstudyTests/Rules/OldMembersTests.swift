import TenantModel
import Testing
import UnderstudyTesting

/// Members of `user` and `context` that published rules read, beyond the documented ones.
@Suite("Old and new members of user and context", .tags(.endToEnd))
struct OldMembersTests {
    private static let legacy: @Sendable (String) -> String = { $0 }
    private static let modern: @Sendable (String) -> String = { $0.replacing("era: legacy", with: "era: modern") }

    @Test("isDelegation is false at a login, never undefined")
    func isDelegation() async throws {
        try await RuleTenant.with(.passing("rule", "console.log(String(context.isDelegation));")) { _, browser in
            _ = try await browser.resourceOwner()
            _ = try await browser.logIn(.conformant)
            #expect(try await browser.console() == ["false", "false"])
        }
    }

    @Test("global_client_id is the tenant's own client, and no token shows it")
    func globalClient() async throws {
        try await RuleTenant.with(.passing("rule", "console.log(user.global_client_id);")) { _, browser in
            let answer = try await browser.resourceOwner(scope: "openid profile")
            #expect(try await browser.console().first?.isEmpty == false)
            #expect(try await browser.console().first != "undefined")
            #expect(try #require(answer.json["id_token"]?.text).claims["global_client_id"] == nil)
        }
    }

    @Test("persistent is there in the oldest tenants, and what a rule leaves in it is stored")
    func persistent() async throws {
        let rule = SeededRule.passing(
            "counting",
            "user.persistent.count = (user.persistent.count || 0) + 1;\nconsole.log(JSON.stringify(user.persistent));"
        )
        try await RuleTenant.with(rule, edit: Self.legacy) { _, browser in
            for _ in 0..<3 { _ = try await browser.resourceOwner() }
            #expect(try await browser.console() == [#"{"count":1}"#, #"{"count":2}"#, #"{"count":3}"#])
        }
    }

    @Test("riskAssessment and locale are there in the newest tenants, and say that nobody assessed anything")
    func risk() async throws {
        let rule = SeededRule.passing(
            "risk",
            """
            const risk = context.riskAssessment;
            console.log(context.locale + ' ' + (risk ? [risk.confidence, risk.assessments.NewDevice.code] : risk));
            """
        )
        for (edit, words) in [
            (Self.legacy, "undefined undefined"), (Self.modern, "en neutral,assessment_not_available"),
        ] {
            try await RuleTenant.with(rule, edit: edit) { _, browser in
                _ = try await browser.logIn(.conformant)
                #expect(try await browser.console() == [words])
            }
        }
    }

    @Test("a delegation tells everything that the presented token says")
    func presentedClaims() async throws {
        let rule = """
            function (user, context, callback) {
              if (!context.isDelegation) context.idToken['https://example.com/plan'] = 'gold';
              else console.log(JSON.stringify([user['https://example.com/plan'], user.aud, user.email]));
              callback(null, user, context);
            }
            """
        try await DelegationTenant.with(rule: rule) { _, browser in
            let answer = try await browser.delegate(to: "ApiC", scope: "openid profile")
            #expect(answer.status == 200, "\(answer.text)")
            let told: JSONValue = ["gold", .string(DelegationTenant.id("AppA")), .string(Person.ada.name)]
            #expect(try await browser.console().last == told.serializedText)
        }
    }

    @Test("a standard claim that a rule corrects is in the id_token and at /userinfo, and the trace says so")
    func correctedClaims() async throws {
        let rule = SeededRule.passing(
            "correcting",
            """
            context.idToken.updated_at = 1462363200;
            context.idToken.email_verified = false;
            context.idToken.aud = 'mine';
            """
        )
        for edit in [Self.legacy, Self.modern] {
            try await RuleTenant.with(rule, edit: edit) { _, browser in
                let login = try await browser.logIn(
                    .conformant,
                    "id_token",
                    scope: "openid email profile",
                    with: ["nonce": "n"]
                )
                let claims = try #require(login.location?.fragment("id_token")).claims
                #expect(claims["updated_at"] == 1_462_363_200)
                #expect(claims["email_verified"] == false)
                #expect(claims["aud"] == .string(TestClient.conformant.id))
                #expect(
                    try await browser.runs().last?["remarks"] == [
                        "context.idToken.updated_at is taken: the rule corrects a standard claim",
                        "context.idToken.email_verified is taken: the rule corrects a standard claim",
                        "context.idToken.aud is ignored: a token says it of itself, and no rule can change it",
                    ]
                )
            }
        }
    }
}
