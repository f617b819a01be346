import TenantModel
import Testing
import UnderstudyTesting

/// OIDC Core §3.1.2.1: `id_token_hint` names whose login the client expects.
@Suite("A login with id_token_hint", .tags(.endToEnd))
struct IDTokenHintTests {
    private static let clients = [TestClient.legacy, .conformant]

    private func hint(_ person: String, _ client: TestClient, _ browser: Browser) async throws -> String {
        try await browser.mint(["client": .string(client.rawValue), "user": .string(person)])
    }

    @Test("is silent for the user it names, also where the hint has expired", arguments: clients, [0, 90_000])
    func sameUser(_ client: TestClient, _ age: Int) async throws {
        try await TestTenant.with { _, browser in
            let hint = try await hint(Person.ada.name, client, browser)
            _ = try await browser.logIn(client)
            try await browser.advance(seconds: age)
            let answer = try await browser.authorize(client, with: ["prompt": "none", "id_token_hint": hint])
            #expect(answer.location?.query("code") != nil)
        }
    }

    @Test("is login_required for another user's hint, and for a token that is not ours", arguments: clients)
    func anotherUser(_ client: TestClient) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(client)
            let forged = try await browser.mint([
                "client": .string(client.rawValue), "user": .string(Person.ada.name), "defect": "bad_signature",
            ])
            for hint in [try await hint(Person.grace.name, client, browser), forged] {
                let answer = try await browser.authorize(
                    client,
                    with: ["prompt": "none", "id_token_hint": hint, "state": "s"]
                )
                #expect(answer.redirectedRefusal == "login_required: Login required")
                #expect(answer.location?.query("state") == "s")
            }
        }
    }

    @Test("asks whoever is there to log in, and takes the user it names alone")
    func interactive() async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            let hint = try await hint(Person.grace.name, .legacy, browser)
            for (person, isTaken) in [(Person.ada, false), (Person.grace, true)] {
                let begun = try await browser.authorize(.legacy, with: ["id_token_hint": hint])
                let page = try await browser.open(begun)
                let answer = try await browser.submit(page, name: person.name, password: person.password)
                #expect((answer.location?.query("code") != nil) == isTaken)
                if !isTaken {
                    #expect(
                        answer.redirectedRefusal
                            == "login_required: The user who logged in is not the one of id_token_hint"
                    )
                }
            }
        }
    }
}
