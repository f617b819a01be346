/// How refresh tokens of a client rotate and expire: `refresh_token` of the client.
package struct RefreshTokenPolicy: Hashable, Sendable {
    /// Each use replaces the token by another.
    package var isRotating = false
    /// How long a token that was replaced is still taken.
    package var leeway: Duration = .zero
    /// From the login on; nil: for ever.
    package var lifetime: Duration?
    /// Without a use; nil: for ever.
    package var idleLifetime: Duration?

    package init() {}

    /// - Parameter loginAt: when the user logged in for it.
    package func expiry(usedAt now: Timestamp, since loginAt: Timestamp) -> Timestamp? {
        [lifetime.map { loginAt + $0 }, idleLifetime.map { now + $0 }].compactMap { $0 }.min()
    }
}
