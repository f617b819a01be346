import TenantModel
import Testing
import UnderstudyTesting

/// Values of `rulesConfigs` and secrets of clients are in no text that we write; the client is told what the rule said.
@Suite("Secrets that rules let slip", .tags(.endToEnd))
struct SecretsOfRulesTests {
    private static let key = "sk-live/4242-example"
    private static let edit: @Sendable (String) -> String = {
        $0 + "rulesConfigs: [{ key: API_KEY, value: \"\(key)\" }]\n"
    }

    private func everythingWritten(_ browser: Browser) async throws -> String {
        let token = try await browser.mint(["kind": "management", "client": "Legacy", "scope": "read:logs"])
        let own = try await browser.manage("/logs", by: token).text
        let runs = try await browser.control("GET", "/rules/runs").text
        return own + runs + (try await browser.control("GET", "/journal").text)
    }

    @Test(
        "in an error, thrown or called back, on the console, in a call or in the profile",
        arguments: [
            "return callback(new Error('bad key ' + configuration.API_KEY));",
            "return callback(new UnauthorizedError('bad key ' + configuration.API_KEY));",
            "throw new Error('bad key ' + configuration.API_KEY);",
        ]
    )
    func errors(_ end: String) async throws {
        let rule = SeededRule(
            "leaking",
            """
            console.log('key', configuration.API_KEY, encodeURIComponent(configuration.API_KEY));
            console.log(JSON.stringify(configuration), Buffer.from(configuration.API_KEY).toString('base64'));
            console.log('\(TestClient.legacy.secret)');
            user[configuration.API_KEY] = { key: configuration.API_KEY };
            require('request').get('https://api.example.com/?key=' + configuration.API_KEY, function () {
              \(end)
            });
            """
        )
        let stub: (String) -> String = {
            Self.edit($0).replacing(
                "  strict: false\n",
                with: "  strict: false\n  rules: { stubs: [{ url: \"https://api.example.com/*\", status: 200 }] }\n"
            )
        }
        try await RuleTenant.with(rule, edit: stub) { _, browser in
            let answer = try await browser.resourceOwner()
            #expect(answer.json["error_description"]?.text == "bad key \(Self.key)", "the answer is the rule's own")
            let written = try await everythingWritten(browser)
            #expect(written.contains("bad key (hidden: configuration.API_KEY)"))
            #expect(written.contains("(hidden: client_secret of \(TestClient.legacy.id))"))
            for secret in [
                Self.key, "sk-live%2F4242-example", "sk-live\\/4242", "c2stbGl2ZS80MjQyLWV4YW1wbGU",
                TestClient.legacy.secret,
            ] {
                #expect(!written.contains(secret), "\(secret)")
            }
        }
    }
}
