import HTTPSurface
import TenantModel
import Testing

/// Every page there is, with one text in every place that can hold one.
struct SamplePage: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let policy: String
    let render: @Sendable (_ text: String) -> String

    private init<Shown: Page>(_ name: String, _ page: @escaping @Sendable (_ text: String) -> Shown) {
        testDescription = name
        policy = Pages.contentSecurityPolicy(for: Shown.self)
        render = { page($0).render() }
    }

    static let now = Timestamp(rfc3339: "2016-05-04T12:00:00.999Z") ?? .earliest

    /// Pages that hold the text as it is.
    static let plain = [
        SamplePage("login") { text in
            LoginPage(
                tenantName: text,
                clientName: text,
                action: text,
                state: text,
                csrf: text,
                username: text,
                connections: [.init(name: text, label: text, href: text)],
                refusal: text,
                now: now
            )
        },
        SamplePage("login without a connection") { text in
            LoginPage(
                tenantName: text,
                clientName: text,
                action: text,
                state: text,
                csrf: text,
                hasDatabase: false,
                now: now
            )
        },
        SamplePage("provider") { text in
            ProviderPage(
                connection: connection(text),
                clientName: text,
                people: [.init(name: text, email: text, userID: text), .init(name: nil, email: nil, userID: text)],
                scopes: [text],
                action: text,
                state: text,
                csrf: text,
                now: now
            )
        },
        SamplePage("provider without people") { text in
            ProviderPage(
                connection: connection(text),
                clientName: text,
                people: [],
                action: text,
                state: text,
                csrf: text,
                now: now
            )
        },
        SamplePage("error") { text in
            ErrorPage(
                status: 400,
                title: text,
                code: text,
                description: text,
                reason: text,
                hint: text,
                requestID: text,
                now: now
            )
        },
        SamplePage("error without a tenant") { text in
            ErrorPage(status: 421, title: text, code: text, description: text, hint: text, requestID: nil, now: nil)
        },
        SamplePage("second factor") { text in
            SecondFactorPage(clientName: text, provider: text, person: text, state: text, csrf: text, now: now)
        },
        SamplePage("form post") { text in
            FormPostPage(redirectURI: text, parameters: [(name: text, value: text), (name: "state", value: text)])
        },
        SamplePage("web message") { text in
            WebMessagePage(
                targetOrigin: text,
                response: ["state": .string(text)],
                relay: .init(uri: text, frame: text)
            )
        },
        SamplePage("hidden form") { text in
            HiddenForm(action: text, wresult: text, wctx: ["state": .string(text)])
        },
        SamplePage("welcome") { text in
            WelcomePage(
                tenantName: text,
                domain: text,
                issuer: text,
                clients: [.init(name: text, clientID: text, authorizeURL: text)],
                people: [.init(login: text, name: text, connection: text)],
                totalPeople: 7,
                now: now
            )
        },
    ]

    /// Pages that hold the text within JSON only.
    static let popups = [
        SamplePage("popup response") { text in PopupResponsePage(.response(["state": .string(text)]), origins: [text])
        },
        SamplePage("popup error") { text in PopupResponsePage(.error(text), origins: [text]) },
    ]

    static let filled = plain + popups

    /// Pages that always say the same.
    static let constant = [
        SamplePage("landing") { _ in LandingPage() }, SamplePage("signed out") { _ in SignedOutPage() },
    ]

    static let all = filled + constant

    private static func connection(_ text: String) -> Connection {
        var connection = Connection(id: "con_1", name: text, strategy: Strategy(rawValue: text))
        connection.displayName = text
        return connection
    }
}
