import Testing
import UnderstudyTesting

@Suite("The tenant's cookies")
struct CookieTests {
    @Test(
        "are kept from scripts, and from plain HTTP once they were set over HTTPS",
        arguments: [WebURL.Scheme.http, .https]
    )
    func flags(_ scheme: WebURL.Scheme) async throws {
        try await TestTenant.with { _, browser in
            let origin = "\(scheme.rawValue)://tenant.localhost"
            let begun = try await browser.get(
                "\(origin)/authorize?client_id=\(TestClient.legacy.id)&response_type=code"
            )
            let login = try #require(begun.cookies.first)
            let page = try await browser.get(try #require(begun.location).description)
            let form = try #require(HTMLForm(in: page.text))
            let answer = try await browser.post(
                "\(origin)/login",
                form: [
                    "state": form["state"] ?? "", "_csrf": form["_csrf"] ?? "", "username": Person.ada.name,
                    "password": Person.ada.password,
                ]
            )
            let session = try #require(answer.cookies.first)
            for cookie in [login, session] {
                #expect(cookie.isHTTPOnly && cookie.isHostOnly)
                #expect(cookie.isSecure == (scheme == .https))
                #expect(cookie.expires == nil && cookie.maxAge == nil, "the browser's clock is not the tenant's")
            }
            #expect(login.sameSite == .lax)
            #expect(session.sameSite == (scheme == .https ? Cookie.SameSite.none : .lax))
        }
    }

    @Test("cannot be guessed, and differ from tenant to tenant without an entropy text")
    func random() async throws {
        var values: Set<String> = []
        for _ in 0..<2 {
            try await TestTenant.with(entropy: "system") { _, browser in
                _ = try await browser.logIn(.legacy)
                for cookie in browser.cookies.cookies {
                    #expect(cookie.value.utf8.count == 32)
                    values.insert(cookie.value)
                }
            }
        }
        #expect(values.count == 4)
    }

    @Test("R16: are found among an application's own, whatever those look like")
    func crowd() async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.logIn(.legacy)
            let own = try #require(browser.cookies["understudy-session-tenant.localhost"]).value
            let crowd = (0..<40).map { "com.auth0.auth.~.\($0)-_={\"nonce\":\"\("x".times(60))\",\"a\":1}" }
            let cookies = (crowd + ["understudy-session-tenant.localhost=\(own)", "odd", "=odd"]).joined(
                separator: "; "
            )
            let answer = try await browser.get(
                browser.at("/authorize?client_id=\(TestClient.legacy.id)&response_type=code&prompt=none"),
                fields: ["Cookie": cookies]
            )
            #expect(answer.location?.query("code") != nil)
        }
    }
}
