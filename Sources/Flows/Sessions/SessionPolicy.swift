package import TenantModel

/// Decides whether a session answers a request without the login page.
package enum SessionPolicy {
    /// Why a session does not serve a request.
    package struct Unusable: Error, Hashable, Sendable {
        package let reason: String
    }

    static let noCookie =
        "The browser sent no session cookie: nobody has logged in there. In a frame of another site a browser sends it "
        + "over HTTPS only"

    package static func mayServe(
        _ session: Session,
        _ request: AuthorizationRequest,
        of client: Client,
        at now: Timestamp
    ) -> Bool { reasonToAsk(session, request, of: client, at: now) == nil }

    /// Why the user has to log in again; nil if the session serves the request.
    static func reasonToAsk(
        _ session: Session,
        _ request: AuthorizationRequest,
        of client: Client,
        at now: Timestamp
    ) -> String? {
        guard !client.disablesSingleSignOn else { return "\(client.name) has sso_disabled: true" }
        guard request.pipeline == .conformant || client.usesSingleSignOn else {
            return "\(client.name) does not use the session; write sso: true"
        }
        guard request.connection == nil || request.connection == session.connection else {
            return "The session is of the connection \(session.connection), and the request asks for another"
        }
        guard request.hintedUser == nil || request.hintedUser == session.user else {
            return "id_token_hint names another user than the session's"
        }
        guard request.prompt.isDisjoint(with: [.login, .selectAccount]) else { return "prompt asks for a login" }
        guard let maxAge = request.maxAgeSeconds else { return nil }
        let age = now.numericDate - session.authenticatedAt.numericDate
        return age <= maxAge ? nil : "The login was \(age) s ago, and max_age is \(maxAge)"
    }
}
