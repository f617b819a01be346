import TenantModel
import Testing
import UnderstudyTesting

/// `context.isDelegation` and `user.firebase_data`, as published rules use them.
@Suite("Firebase, as a rule shapes it", .tags(.endToEnd))
struct FirebaseRuleTests {
    private func rule(_ data: String) -> String {
        """
        function (user, context, callback) {
          if (context.isDelegation && context.request.body.api_type === 'firebase') {
            var identity = user.identities[0];
            user.firebase_data = \(data);
          }
          callback(null, user, context);
        }
        """
    }

    private static let data =
        "{ uid: identity.provider + ':' + identity.user_id, plan: user.app_metadata && user.app_metadata.plan || 'none', staff: true }"

    @Test("its uid and its claims are those of the rule, in both generations", arguments: ["Firebase2", "Firebase3"])
    func shaped(_ target: String) async throws {
        try await DelegationTenant.with(rule: rule(Self.data)) { _, browser in
            let answer = try await browser.delegate(to: target, scope: "openid email", with: ["api_type": "firebase"])
            #expect(answer.status == 200, "\(answer.text)")
            let claims = try #require(answer.json["id_token"]?.text).claims
            let identifier = Person.adaID.replacing("|", with: ":")
            let told = target == "Firebase2" ? claims["d"]?.object : claims["claims"]?.object
            #expect(told?["staff"] == true)
            #expect(told?["plan"]?.text?.isEmpty == false)
            #expect(told?["email"] == .string(Person.ada.name))
            #expect(told?["firebase_data"] == nil)
            if target == "Firebase2" {
                #expect(told?["uid"] == .string(identifier))
                #expect(told?["fb_id"] == .string(Person.adaID))
            } else {
                #expect(claims["uid"] == .string(identifier))
                #expect(told?["uid"] == nil)
            }
        }
    }

    @Test("without data of a rule it is the tenant's user", arguments: ["undefined", "null", "{}", "{ uid: null }"])
    func unshaped(_ data: String) async throws {
        try await DelegationTenant.with(rule: rule(data)) { _, browser in
            let newer = try await browser.delegate(to: "Firebase3", with: ["api_type": "firebase"])
            #expect(try #require(newer.json["id_token"]?.text).claims["uid"] == .string(Person.adaID))
            let older = try await browser.delegate(to: "Firebase2", with: ["api_type": "firebase"])
            let data = try #require(older.json["id_token"]?.text).claims["d"]?.object
            #expect(data?["fb_id"] == .string(Person.adaID))
            #expect(data?["uid"] == nil)
        }
    }

    @Test(
        "data that Firebase would refuse are refused here, in words",
        arguments: [
            ("'ada'", "user.firebase_data must be an object: uid, and the claims beside it"),
            ("{ uid: 7 }", "user.firebase_data.uid must be a text of 1 to 128 characters"),
            ("{ uid: '' }", "user.firebase_data.uid must be a text of 1 to 128 characters"),
            ("{ uid: 'x'.repeat(129) }", "user.firebase_data.uid must be a text of 1 to 128 characters"),
        ]
    )
    func refused(_ data: String, _ words: String) async throws {
        try await DelegationTenant.with(rule: rule(data)) { _, browser in
            for target in ["Firebase2", "Firebase3"] {
                let answer = try await browser.delegate(to: target, with: ["api_type": "firebase"])
                #expect(answer.refusal == "400 invalid_request: \(words)")
            }
        }
    }

    @Test("the claims of a rule hold no name that Firebase keeps for itself")
    func reservedNames() async throws {
        try await DelegationTenant.with(rule: rule("{ uid: 'x', aud: 'mine', firebase: 1, kept: 2 }")) { _, browser in
            let answer = try await browser.delegate(to: "Firebase3", with: ["api_type": "firebase"])
            let claims = try #require(answer.json["id_token"]?.text).claims
            #expect(claims["claims"]?.object?["kept"] == 2)
            #expect(claims["claims"]?.object?["aud"] == nil && claims["claims"]?.object?["firebase"] == nil)
            #expect(claims["aud"]?.text?.hasPrefix("https://identitytoolkit.googleapis.com/") == true)
        }
    }
}
