import TenantModel
import Testing
import UnderstudyTesting

/// Refresh and delegation by many clients at the same time.
@Suite("Many at once", .tags(.endToEnd))
struct DelegationRaceTests {
    @Test("64 clients refresh with one token: each gets tokens of his own")
    func refreshes() async throws {
        try await DelegationTenant.with { _, browser in
            let tokens = try await together(64) { _ in
                try await browser.refresh(DelegationTenant.phone).json["access_token"]?.text
            }
            #expect(Set(tokens.compactMap { $0 }).count == 64)
        }
    }

    @Test("64 clients delegate one id_token at once: each gets the same token, byte for byte, of one instant")
    func delegations() async throws {
        try await DelegationTenant.with { _, browser in
            let call = DelegationCall(["id_token": try await browser.idToken()]).to("ApiC")
            let answers = try await together(64) { _ in try await browser.delegate(call) }
            #expect(answers.allSatisfy { $0.status == 200 })
            #expect(Set(answers.map(\.body)).count == 1)
        }
    }

    @Test("a revocation that races 63 refreshes wins: once it is answered, nothing more is given", arguments: 0..<5)
    func revocation(_ round: Int) async throws {
        try await DelegationTenant.with { _, browser in
            let answers = try await together(64) { index in
                if index == 32 { return try await browser.revoke(DelegationTenant.phone).status }
                return index.isMultiple(of: 2)
                    ? try await browser.refresh(DelegationTenant.phone).status
                    : try await browser.delegate(
                        DelegationCall(by: "Mobile", ["refresh_token": DelegationTenant.phone])
                    ).status
            }
            #expect(Set(answers).isSubset(of: [200, 403]))
            #expect(try await browser.refresh(DelegationTenant.phone).status == 403)
        }
    }

    enum Held: String, CaseIterable, CustomTestStringConvertible {
        case refresh, client, addon

        var testDescription: String { rawValue }

        func call(_ browser: Browser) async throws -> Exchange.Response {
            let call = DelegationCall(by: "Mobile", ["refresh_token": DelegationTenant.phone])
            return switch self {
            case .refresh: try await browser.refresh(DelegationTenant.phone)
            case .client: try await browser.delegate(call)
            case .addon: try await browser.delegate(call.to("Firebase2"))
            }
        }
    }

    @Test("a revocation answered while a rule holds a call up takes what it was about to get", arguments: Held.allCases)
    func held(_ held: Held) async throws {
        // What it saves tells the test that it runs; ten seconds, because the other tests want the machine, too.
        let rule = """
            function (user, context, callback) {
              auth0.users.updateAppMetadata(user.user_id, { held: true }).then(function () {
                setTimeout(function () { callback(null, user, context); }, 10000);
              });
            }
            """
        try await DelegationTenant.with(rule: rule) { _, browser in
            let before = try await browser.digest()
            async let answer = held.call(browser)
            while try await browser.digest() == before { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await browser.revoke(DelegationTenant.phone).status == 200)
            #expect(try await answer.refusal == "403 invalid_grant: Unknown or invalid refresh token.")
        }
    }

    @Test("64 logins with one device name get 64 refresh tokens, all good")
    func devices() async throws {
        try await DelegationTenant.with { _, browser in
            let tokens = try await together(64) { _ in
                try await browser.logIn(at: "Mobile", scope: "openid offline_access", device: "phone").json[
                    "refresh_token"
                ]?.text
            }
            let distinct = Set(tokens.compactMap { $0 })
            #expect(distinct.count == 64)
            for token in distinct.prefix(3) { #expect(try await browser.refresh(token).status == 200) }
        }
    }
}
