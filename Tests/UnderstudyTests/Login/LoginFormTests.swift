import Testing
import UnderstudyTesting

@Suite("The form of the hosted login")
struct LoginFormTests {
    private static let ended =
        "400 invalid_request: This login has ended, or was begun in another browser. "
        + "Go back to the application and log in again."

    @Test("is good once")
    func replay() async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy))
            #expect(try await browser.submit(page).location?.query("code") != nil)
            let again = try await browser.expectNoChange { try await browser.submit(page) }
            #expect(again.page == Self.ended)
        }
    }

    @Test("that is sent by 16 clients at once gives one code")
    func race() async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy))
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<16 { group.addTask { try await browser.submit(page).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 303 }.count == 1)
            #expect(statuses.filter { $0 == 400 }.count == 15)
        }
    }

    @Test("is refused without its anti-forgery value, and with another's", arguments: [nil, "", "guess"])
    func forged(_ csrf: String?) async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy))
            let state = try #require(HTMLForm(in: page.text)?["state"])
            var body = FormCoding.encode(["state": state, "username": Person.ada.name, "password": Person.ada.password])
            if let csrf { body += "&_csrf=\(csrf)" }
            let answer = try await browser.expectNoChange { try await browser.post(browser.at("/login"), body: body) }
            #expect(answer.page == Self.ended)
        }
    }

    @Test("is refused with the value of another login of the same browser")
    func otherLogin() async throws {
        try await TestTenant.with { _, browser in
            let first = try await browser.open(try await browser.authorize(.legacy))
            let second = try await browser.open(try await browser.authorize(.legacy))
            let answer = try await browser.post(
                browser.at("/login"),
                form: [
                    "state": try #require(HTMLForm(in: first.text)?["state"]),
                    "_csrf": try #require(HTMLForm(in: second.text)?["_csrf"]), "username": Person.ada.name,
                    "password": Person.ada.password,
                ]
            )
            #expect(answer.page == Self.ended)
        }
    }

    @Test("is refused in a browser that did not begin the login", arguments: [false, true])
    func otherBrowser(_ hasLoginOfItsOwn: Bool) async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy))
            browser.cookies.removeAll()
            if hasLoginOfItsOwn { _ = try await browser.authorize(.legacy) }
            let answer = try await browser.expectNoChange { try await browser.submit(page) }
            #expect(answer.page == Self.ended)
            let address = try await browser.get(browser.at("/login?state=\(HTMLForm(in: page.text)?["state"] ?? "")"))
            #expect(address.page == Self.ended, "nor does its address show the page")
        }
    }

    @Test("two logins may be under way in one browser")
    func twoTabs() async throws {
        try await TestTenant.with { _, browser in
            let first = try await browser.open(try await browser.authorize(.legacy, with: ["state": "1"]))
            let second = try await browser.open(try await browser.authorize(.asymmetric, with: ["state": "2"]))
            #expect(try await browser.submit(second).location?.query("state") == "2")
            #expect(try await browser.submit(first).location?.query("state") == "1")
        }
    }

    @Test("lives for an hour, to the second", arguments: [(3599, true), (3600, false), (3601, false)])
    func lifetime(_ seconds: Int, _ isAlive: Bool) async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy))
            try await browser.advance(seconds: seconds)
            let answer = try await browser.submit(page)
            #expect((answer.location?.query("code") != nil) == isAlive)
            if !isAlive { #expect(answer.page == Self.ended) }
        }
    }

    @Test("after ten years has ended, on a page that says so")
    func tenYears() async throws {
        try await TestTenant.with { _, browser in
            let page = try await browser.open(try await browser.authorize(.legacy))
            try await browser.advance(#"{"to":"2026-05-04T12:00:00Z"}"#)
            #expect(try await browser.submit(page).page == Self.ended)
        }
    }

    @Test(
        "a page that is opened without a login says so",
        arguments: ["/login", "/login?state=guess", "/login?state=a&state=b"]
    )
    func bookmarked(_ path: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(browser.at(path))
            #expect(answer.status == 400)
            #expect(answer.isErrorPage)
        }
    }
}
