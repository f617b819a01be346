/// Everything that a tenant has handed out or is in the middle of, beside its users' devices: `issued` of a seed that was
/// exported from a tenant at work.
package struct IssuedThings: Hashable, Sendable {
    package var sessions: [Session] = []
    package var pendingLogins: [PendingLogin] = []
    package var pausedLogins: [PausedLogin] = []
    package var providerAnswers: [ProviderAnswer] = []
    package var loginTickets: [LoginTicket] = []
    package var codes: [AuthorizationCode] = []
    package var accessTokens: [AccessToken] = []
    package var idTokens: [IssuedIDToken] = []
    /// How many id_tokens there ever were.
    package var idTokensIssued = 0

    package init() {}

    /// The members of its record, in their order.
    package static let names = [
        "sessions", "logins", "paused_logins", "provider_answers", "login_tickets", "codes", "access_tokens",
        "id_tokens", "id_tokens_issued",
    ]
}
