/// The tables of a tenant that are kept, by the name they are kept under; a name once written never changes.
package enum StoredTable: String, Hashable, Sendable, CaseIterable {
    case users, devices, sessions
    case pendingLogins = "logins"
    case pausedLogins, providerAnswers, loginTickets, codes, accessTokens, idTokens
}
