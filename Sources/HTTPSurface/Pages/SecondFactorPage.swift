package import TenantModel

/// Stands in for a second factor that a rule asks for (`context.multifactor`): approved or refused, by a button.
package struct SecondFactorPage: Page {
    package static let template = PageTemplate(markup: PackageResources.second_factor_mustache)

    package let clientName: String
    package let provider: String
    package let person: String
    package let state: String
    package let csrf: String

    private let initial: String
    private let now: TenantTime

    /// - Parameters:
    ///   - provider: as the rule names it.
    ///   - state: goes back with the answer.
    ///   - csrf: goes back as `_csrf`.
    ///   - now: the tenant's time.
    package init(clientName: String, provider: String, person: String, state: String, csrf: String, now: Timestamp) {
        self.clientName = clientName
        self.provider = provider
        self.person = person
        self.state = state
        self.csrf = csrf
        initial = Initials.first(of: provider)
        self.now = TenantTime(now)
    }
}
