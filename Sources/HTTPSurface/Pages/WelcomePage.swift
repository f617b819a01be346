package import TenantModel

/// The page at `/`, which shows a person what the tenant has and how to log in.
package struct WelcomePage: Page {
    package static let template = PageTemplate(markup: PackageResources.welcome_mustache)

    package struct Client: Hashable, Sendable {
        package let name: String
        package let clientID: String
        package let authorizeURL: String?

        /// - Parameter authorizeURL: an example that works as it is; nil for a client that no person logs in to.
        package init(name: String, clientID: String, authorizeURL: String?) {
            self.name = name
            self.clientID = clientID
            self.authorizeURL = authorizeURL
        }
    }

    package struct Person: Hashable, Sendable {
        package let login: String
        package let name: String?
        package let connection: String

        /// - Parameters:
        ///   - login: what is typed to log in: an e-mail address or a user name.
        ///   - connection: its name.
        package init(login: String, name: String?, connection: String) {
            self.login = login
            self.name = name
            self.connection = connection
        }
    }

    package let tenantName: String
    package let domain: String
    package let issuer: String
    package let clients: [Client]
    package let people: [Person]

    private let initials: String
    private let hasClients: Bool
    private let hasPeople: Bool
    private let others: Int?
    private let now: TenantTime

    /// - Parameters:
    ///   - people: the first few of a large tenant are enough.
    ///   - totalPeople: how many there are; nil: those listed.
    ///   - now: the tenant's time.
    package init(
        tenantName: String,
        domain: String,
        issuer: String,
        clients: [Client],
        people: [Person],
        totalPeople: Int? = nil,
        now: Timestamp
    ) {
        self.tenantName = tenantName
        self.domain = domain
        self.issuer = issuer
        self.clients = clients
        self.people = people
        initials = Initials(of: tenantName).text
        hasClients = !clients.isEmpty
        hasPeople = !people.isEmpty
        let rest = (totalPeople ?? people.count) - people.count
        others = rest > 0 ? rest : nil
        self.now = TenantTime(now)
    }
}
