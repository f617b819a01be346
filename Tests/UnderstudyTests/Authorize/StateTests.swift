import TenantModel
import Testing
import UnderstudyTesting

@Suite("The client's state")
struct StateTests {
    static let texts = [
        "&=#%+ \"<>'é😀", "abc==", "a+b/c", "a\r\nSet-Cookie: x=1", "</script><script>alert(1)</script>", "{\"a\":[1]}",
    ]

    @Test("IV-22, R11: comes back as it was sent, after one decoding", arguments: texts, ["code", "token"])
    func redirected(_ state: String, _ responseType: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.logIn(.legacy, responseType, with: ["state": state])
            let place = try #require(answer.location, "\(answer.status)")
            #expect((responseType == "code" ? place.query("state") : place.fragment("state")) == state)
            let raw = try #require(answer.fields["Location"])
            let written = try #require(raw.firstRange(of: "state="))
            // Some clients split on every `=`, and none reads `+` the way forms do.
            #expect(raw[written.upperBound...].prefix { $0 != "&" }.allSatisfy { !"=+/\r\n \"<>".contains($0) })
        }
    }

    @Test("comes back escaped in a form", arguments: texts)
    func formPost(_ state: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.logIn(.legacy, "code", with: ["state": state, "response_mode": "form_post"])
            let form = try #require(HTMLForm(in: answer.text))
            #expect(form["state"] == state)
            #expect(form.action == TestClient.legacy.callback)
            #expect(answer.fields[all: "Set-Cookie"].allSatisfy { !$0.contains("x=1") })
            #expect(!answer.text.contains("<script>alert"))
        }
    }

    @Test("IV-22, RS-25, R9: comes back escaped in a message", arguments: texts)
    func webMessage(_ state: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.logIn(
                .legacy,
                "token",
                with: ["state": state, "response_mode": "web_message"]
            )
            let response = try #require(HTMLForm.attribute("data-response", of: answer.text))
            #expect(try JSONValue(parsing: response).object?["state"] == .string(state))
            #expect(!answer.text.contains("<script>alert"))
        }
    }

    @Test("that is empty counts as absent", arguments: ["&state=", ""])
    func empty(_ suffix: String) async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.get(
                browser.at("/authorize?client_id=\(TestClient.legacy.id)&response_type=code\(suffix)")
            )
            let answer = try await browser.submit(try await browser.open(begun))
            #expect(answer.fields["Location"]?.contains("state") == false)
        }
    }

    @Test("is no way to a header of one's own", arguments: ["code", "token"])
    func headers(_ responseType: String) async throws {
        try await TestTenant.with { _, browser in
            let begun = try await browser.get(
                browser.at(
                    "/authorize?client_id=\(TestClient.legacy.id)&response_type=\(responseType)"
                        + "&state=a%0d%0aSet-Cookie:%20x=1"
                )
            )
            let answer = try await browser.submit(try await browser.open(begun))
            #expect(answer.fields["Location"]?.contains("state=a%0D%0ASet-Cookie%3A%20x%3D1") == true)
            #expect(answer.cookies.allSatisfy { $0.name != "x" })
        }
    }
}
