import TenantModel
import World

extension OAuthError {
    /// The refusal of a code that is unknown, used, ended, or another client's.
    ///
    /// - Parameter events: the known events of the code, oldest first.
    static func unusableCode(
        _ events: [CodeEvent],
        for client: Client,
        in directory: TenantDirectory,
        at now: Timestamp
    ) -> OAuthError {
        let refusal = OAuthError.invalidGrant("Invalid authorization code")
        guard let last = events.last else {
            return refusal.because(
                "The code is unknown: this tenant has not issued it, or has been restarted or reset since"
            )
        }
        guard last.client == client.id else {
            let owner = directory.client(last.client)?.name ?? last.client.rawValue
            return refusal.because("The code was issued to \(owner), not to \(client.name)")
        }
        let reason =
            switch last.kind {
            case .redeemed: "The code was redeemed before, at \(last.at.rfc3339): a code is good once"
            case .spoiled: "The code was spent by an exchange that was refused, at \(last.at.rfc3339)"
            case .issued(let end) where end <= now:
                "The code expired at \(end.rfc3339); the tenant's clock shows \(now.rfc3339)"
            case .issued: "The code was ended before it was used: the tenant's clock has been past its end"
            }
        return refusal.because(reason).about(client: client.id, user: last.user)
    }
}
