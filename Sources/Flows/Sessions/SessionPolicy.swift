package import TenantModel

/// When a session spares a person the login page (authentication API §3.2).
package enum SessionPolicy {
    package static func mayServe(
        _ session: Session,
        _ request: AuthorizationRequest,
        of client: Client,
        at now: Timestamp
    ) -> Bool {
        guard !client.disablesSingleSignOn, request.pipeline == .conformant || client.usesSingleSignOn else {
            return false
        }
        guard request.connection == nil || request.connection == session.connection else { return false }
        guard request.prompt.isDisjoint(with: [.login, .selectAccount]) else { return false }
        guard let maxAge = request.maxAgeSeconds else { return true }
        return now.numericDate - session.authenticatedAt.numericDate <= maxAge
    }
}
