import TenantModel
import World

extension OAuthError {
    /// The refusal of a refresh token that is unknown, revoked, replaced, expired, or another client's.
    ///
    /// - Parameter trail: the latest tokens; a revoked one is found only here.
    static func unusableRefreshToken(
        _ token: String,
        for client: Client,
        in state: TenantState,
        _ trail: TokenTrail,
        at now: Timestamp
    ) -> OAuthError {
        if let device = state.device(holding: token) {
            guard device.client == client.id else {
                return ofAnother(device.client, than: client, in: state.directory)
            }
            let reason =
                device.isOver(at: now)
                ? "The refresh token expired at \(device.expiresAt?.rfc3339 ?? ""); the tenant's clock shows \(now.rfc3339)"
                : "The refresh token has rotated: another took its place at \(device.replacedAt?.rfc3339 ?? "once")"
            return unknownRefreshToken(reason).about(client: client.id, user: device.user)
        }
        guard let issued = trail.entries.last(where: { $0.kind == .refreshToken && $0.token == token }) else {
            return unknownRefreshToken(
                "The refresh token is unknown: this tenant has not issued it, or it was revoked, or the tenant was reset"
            )
        }
        guard issued.client == client.id else { return ofAnother(issued.client, than: client, in: state.directory) }
        let reason =
            issued.expiresAt.flatMap { $0 <= now ? $0 : nil }
            .map { "The refresh token expired at \($0.rfc3339); the tenant's clock shows \(now.rfc3339)" }
            ?? "The refresh token, issued at \(issued.issuedAt.rfc3339), has been revoked or has expired"
        return unknownRefreshToken(reason).about(client: client.id, user: issued.login.user)
    }

    private static func ofAnother(
        _ owner: Identifier<Client>,
        than client: Client,
        in directory: TenantDirectory
    ) -> OAuthError {
        let name = directory.client(owner)?.name ?? owner.rawValue
        return unknownRefreshToken("The refresh token was issued to \(name), not to \(client.name)")
            .about(client: client.id)
    }
}
