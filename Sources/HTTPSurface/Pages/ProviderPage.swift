package import TenantModel

/// Stands in for a social or enterprise identity provider: a person is chosen, not authenticated.
package struct ProviderPage: Page {
    package static let template = PageTemplate(markup: PackageResources.provider_mustache)

    /// Somebody who has an identity at the provider.
    package struct Person: Hashable, Sendable {
        package let name: String
        package let userID: String
        /// The e-mail address, or what else tells two people of one name apart.
        package let detail: String?
        let initials: String

        package init(name: String?, email: String?, userID: String) {
            self.userID = userID
            self.name = name ?? email ?? userID
            detail = name == nil ? (email == nil ? nil : userID) : email ?? userID
            // Of an address only what stands before the @ is a person's own.
            initials = Initials(of: name ?? email.map { String($0.prefix { $0 != "@" }) } ?? "").text
        }
    }

    /// A person's button, by its number on the page.
    private struct Choice: Hashable, Sendable {
        let number: Int
        let name: String
        let userID: String
        let detail: String?
        let initials: String
        let isFirst: Bool

        init(_ person: Person, at index: Int) {
            number = index + 1
            name = person.name
            userID = person.userID
            detail = person.detail
            initials = person.initials
            isFirst = index == 0
        }
    }

    package let clientName: String
    package let scopes: [String]
    package let action: String
    package let state: String
    package let csrf: String

    private let providerName: String
    private let connectionName: String
    private let provider: String
    private let initial: String
    private let people: [Choice]
    private let hasPeople: Bool
    private let hasScopes: Bool
    private let now: TenantTime

    /// - Parameters:
    ///   - connection: the one whose provider this page plays.
    ///   - people: in the order they are offered; empty: the page says how the seed gets one.
    ///   - scopes: what is asked of the provider.
    ///   - action: receives `person` (a `user_id`) or `cancel` (`true`), with `state` and `_csrf`.
    ///   - now: the tenant's time.
    package init(
        connection: Connection,
        clientName: String,
        people: [Person],
        scopes: [String] = [],
        action: String,
        state: String,
        csrf: String,
        now: Timestamp
    ) {
        self.clientName = clientName
        self.scopes = scopes
        self.action = action
        self.state = state
        self.csrf = csrf
        providerName = connection.label
        connectionName = connection.name
        provider = connection.strategy.rawValue
        initial = Initials.first(of: connection.label)
        self.people = people.enumerated().map { Choice($0.element, at: $0.offset) }
        hasPeople = !people.isEmpty
        hasScopes = !scopes.isEmpty
        self.now = TenantTime(now)
    }
}
