package import TenantModel

/// The hosted login page.
package struct LoginPage: Page {
    package static let template = PageTemplate(markup: PackageResources.login_mustache)

    /// A connection that is not a database: it is entered by a link.
    package struct Choice: Hashable, Sendable {
        package let name: String
        package let label: String
        package let href: String
        private let initial: String

        /// - Parameters:
        ///   - name: the connection's name; the link's `id` is `social-<name>`.
        ///   - label: what people call it; `Connection.label`.
        ///   - href: where its login begins.
        package init(name: String, label: String, href: String) {
            self.name = name
            self.label = label
            self.href = href
            initial = Initials.first(of: label)
        }
    }

    package let tenantName: String
    package let clientName: String
    package let action: String
    package let state: String
    package let csrf: String
    package let username: String
    package let refusal: String?
    package let hasDatabase: Bool
    package let connections: [Choice]

    private let initials: String
    private let usernameLabel: String
    private let focusesPassword: Bool
    private let hasConnections: Bool
    private let hasChoice: Bool
    private let isEmpty: Bool
    private let now: TenantTime

    /// - Parameters:
    ///   - tenantName: `friendly_name`, else the tenant's name.
    ///   - action: where the form goes.
    ///   - state: the server's own, of the login under way.
    ///   - csrf: goes back as `_csrf`.
    ///   - username: `login_hint`, or what was typed before the refusal.
    ///   - acceptsUsername: whether a user name will do beside an e-mail address (`requires_username`).
    ///   - hasDatabase: whether the client may use a database; without one there is no form.
    ///   - refusal: why the attempt before this page did not succeed.
    ///   - now: the tenant's time.
    package init(
        tenantName: String,
        clientName: String,
        action: String,
        state: String,
        csrf: String,
        username: String = "",
        acceptsUsername: Bool = false,
        hasDatabase: Bool = true,
        connections: [Choice] = [],
        refusal: String? = nil,
        now: Timestamp
    ) {
        self.tenantName = tenantName
        self.clientName = clientName
        self.action = action
        self.state = state
        self.csrf = csrf
        self.username = username
        self.refusal = refusal
        self.hasDatabase = hasDatabase
        self.connections = connections
        initials = Initials(of: clientName).text
        usernameLabel = acceptsUsername ? "Email or username" : "Email"
        focusesPassword = !username.isEmpty
        hasConnections = !connections.isEmpty
        hasChoice = hasDatabase && !connections.isEmpty
        isEmpty = !hasDatabase && connections.isEmpty
        self.now = TenantTime(now)
    }
}
