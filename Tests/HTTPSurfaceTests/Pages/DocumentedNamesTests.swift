import HTTPSurface
import TenantModel
import Testing

@Suite("Names that tests of others rely on")
struct DocumentedNamesTests {
    private func names(_ markup: Markup, of elements: Set<String> = ["input", "button"]) -> [String] {
        markup.elements.filter { elements.contains($0.name) }.compactMap { $0["name"] }
    }

    private func login(hasDatabase: Bool = true, refusal: String? = nil, username: String = "") -> Markup {
        Markup(
            LoginPage(
                tenantName: "Acme",
                clientName: "Orders",
                action: "/login",
                state: "the state",
                csrf: "the csrf",
                username: username,
                acceptsUsername: true,
                hasDatabase: hasDatabase,
                connections: [.init(name: "google-oauth2", label: "Google", href: "/go")],
                refusal: refusal,
                now: SamplePage.now
            ).render()
        )
    }

    @Test("the login form posts username, password, state and _csrf")
    func loginForm() throws {
        let page = login(username: "ada@example.com")
        let form = try #require(page.element(id: "login-form"))
        #expect(form.name == "form" && form["method"] == "post" && form["action"] == "/login")
        #expect(names(page).sorted() == ["_csrf", "password", "state", "username"])
        #expect(page.elements.first { $0["name"] == "state" }?["value"] == "the state")
        #expect(page.elements.first { $0["name"] == "_csrf" }?["value"] == "the csrf")
        #expect(page.element(id: "username")?["value"] == "ada@example.com")
        #expect(page.element(id: "password")?["type"] == "password")
        #expect(page.element(id: "password")?["value"] == nil)
        #expect(page.element(id: "login-submit")?["type"] == "submit")
        #expect(page.element(id: "social-google-oauth2")?["href"] == "/go")
    }

    @Test("a refusal is there after a refusal only, and no form without a database")
    func loginParts() {
        #expect(login().element(id: "login-error") == nil)
        #expect(login(refusal: "Wrong email or password.").element(id: "login-error")?["role"] == "alert")
        #expect(login(refusal: "x").texts.contains("x"))
        #expect(login(hasDatabase: false).element(id: "login-form") == nil)
        #expect(login(hasDatabase: false).element(id: "social-google-oauth2") != nil)
    }

    @Test("a provider's people are buttons, numbered from 1, with their user_id")
    func provider() throws {
        var connection = Connection(id: "con_1", name: "google", strategy: Strategy(rawValue: "google-oauth2"))
        connection.displayName = nil
        let page = Markup(
            ProviderPage(
                connection: connection,
                clientName: "Orders",
                people: [
                    .init(name: "Ada", email: "ada@example.com", userID: "google-oauth2|1"),
                    .init(name: nil, email: "grace@example.com", userID: "google-oauth2|2"),
                ],
                action: "/_understudy/provider/google",
                state: "the state",
                csrf: "the csrf",
                now: SamplePage.now
            ).render()
        )
        #expect(page.element(id: "provider-form")?["action"] == "/_understudy/provider/google")
        #expect(page.element(id: "provider-form")?["method"] == "post")
        #expect(names(page) == ["state", "_csrf", "person", "person", "cancel"])
        #expect(page.element(id: "person-1")?["value"] == "google-oauth2|1")
        #expect(page.element(id: "person-2")?["value"] == "google-oauth2|2")
        #expect(page.element(id: "person-3") == nil)
        #expect(page.element(id: "cancel")?["value"] == "true")
        #expect(page.texts.contains("Google"))
    }

    @Test("the hidden form is nothing but a form, and begins with it")
    func hiddenForm() throws {
        let text = HiddenForm(action: "https://acme.test/login/callback", wresult: "a.b.c", wctx: ["a": 1]).render()
        #expect(text.hasPrefix("<form"))
        let page = Markup(text)
        let form = try #require(page.elements.first)
        #expect(form["method"] == "post" && form["name"] == "hiddenform")
        #expect(form["action"] == "https://acme.test/login/callback")
        #expect(names(page) == ["wa", "wresult", "wctx"])
        #expect(page.elements.compactMap { $0["value"] } == ["wsignin1.0", "a.b.c", #"{"a":1}"#, "Submit"])
        #expect(!page.elements.contains { ["html", "head", "body", "style", "script"].contains($0.name) })
    }

    @Test("the form post sends its parameters in their order, twice if they are there twice")
    func formPost() throws {
        let page = Markup(
            FormPostPage(
                redirectURI: "https://app.example/cb?a=1&b=2",
                parameters: [
                    (name: "z", value: "1"), (name: "a", value: ""), (name: "submit", value: "2"),
                    (name: "z", value: "3"),
                ]
            ).render()
        )
        let form = try #require(page.element(id: "response-form"))
        #expect(form["action"] == "https://app.example/cb?a=1&b=2" && form["method"] == "post")
        let inputs = page.elements.filter { $0.name == "input" }
        #expect(inputs.map { $0["name"] } == ["z", "a", "submit", "z"])
        #expect(inputs.map { $0["value"] } == ["1", "", "2", "3"])
        #expect(page.element(id: "response-submit")?["name"] == nil)
    }

    @Test("without an origin to answer to, the answer is not in the page")
    func noOrigin() {
        let text = WebMessagePage(targetOrigin: nil, response: ["access_token": "secret-token"]).render()
        #expect(!text.contains("secret-token"))
        #expect(Markup(text).elements.first { $0.name == "body" }?.attributes == [])
        #expect(
            WebMessagePage(targetOrigin: "https://a.test", response: ["t": "secret-token"]).render().contains(
                "secret-token"
            )
        )
    }

    @Test("an error says its code, description, hint and request")
    func error() {
        func page(hint: String?) -> Markup {
            Markup(
                ErrorPage(
                    status: 400,
                    title: "Title",
                    code: "invalid_request",
                    description: "Why",
                    hint: hint,
                    requestID: "req-1",
                    now: SamplePage.now
                ).render()
            )
        }
        let full = page(hint: "Do this")
        for id in ["error-code", "error-description", "error-hint", "error-request"] {
            #expect(full.element(id: id) != nil, "\(id)")
        }
        #expect(Set(full.texts).isSuperset(of: ["400", "Title", "invalid_request", "Why", "Do this", "req-1"]))
        #expect(page(hint: nil).element(id: "error-hint") == nil)
    }

    @Test("the front door lists clients and people, and where to go on")
    func welcome() {
        let page = Markup(
            WelcomePage(
                tenantName: "Acme",
                domain: "acme.test",
                issuer: "https://acme.test/",
                clients: [
                    .init(name: "Orders", clientID: "abc", authorizeURL: "/authorize?client_id=abc"),
                    .init(name: "Machine", clientID: "def", authorizeURL: nil),
                ],
                people: [.init(login: "ada@example.com", name: nil, connection: "Users")],
                totalPeople: 3,
                now: SamplePage.now
            ).render()
        )
        for id in ["domain", "issuer", "discovery", "people", "controls", "client-abc", "client-def"] {
            #expect(page.element(id: id) != nil, "\(id)")
        }
        #expect(page.elements.filter { $0["class"] == "try" }.map { $0["href"] } == ["/authorize?client_id=abc"])
        #expect(page.texts.contains("and 2 more"))
    }

    @Test("signed out is OK, and nothing else")
    func signedOut() {
        let page = Markup(SignedOutPage().render())
        let words = page.texts.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        #expect(words.filter { !$0.isEmpty } == ["Logged out", "OK"])
    }

    @Test("the foot shows the tenant's time, to the second")
    func time() {
        let page = login()
        #expect(page.element(id: "tenant-time")?["datetime"] == "2016-05-04T12:00:00.999Z")
        #expect(page.texts.contains("2016-05-04 12:00:00 UTC"))
    }

    @Test("no id stands twice on a page", arguments: SamplePage.all)
    func distinctIDs(_ page: SamplePage) {
        let ids = Markup(page.render("x")).elements.compactMap { $0["id"] }
        #expect(Set(ids).count == ids.count)
    }

    @Test("a connection is called by its display name, its provider's, or its own", arguments: labels)
    func label(_ row: (displayName: String?, strategy: String, label: String)) {
        var connection = Connection(id: "con_1", name: "own-name", strategy: Strategy(rawValue: row.strategy))
        connection.displayName = row.displayName
        #expect(connection.label == row.label)
    }

    static let labels: [(displayName: String?, strategy: String, label: String)] = [
        ("Shown", "github", "Shown"), (nil, "github", "GitHub"), (nil, "google-oauth2", "Google"),
        (nil, "samlp", "own-name"),
    ]
}
