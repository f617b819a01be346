import Tokens
package import TenantModel
package import World

/// Moves a tenant's time on command.
///
/// What becomes due on the way is over for good, and told in order.
package struct ClockControl {
    private let world: World

    package init(in world: World) { self.world = world }

    /// Sets instant and mode; what is nil stays.
    @discardableResult
    package func set(now instant: Timestamp?, mode: TenantClock.Mode?) async throws -> [DueEvent] {
        try await moving { world.clock.set(now: instant, mode: mode) }
    }

    /// Moves forward by a duration or to an instant.
    ///
    /// - Throws: `invalid_request` where that would be going back.
    @discardableResult
    package func advance(_ destination: (_ now: Timestamp) -> Timestamp) async throws -> [DueEvent] {
        try await moving {
            guard world.clock.advance(destination) else {
                throw OAuthError.invalidRequest(
                    "The clock is at \(world.clock.now.rfc3339); advance moves forward only"
                )
            }
        }
    }

    @discardableResult
    package func followMachine() async throws -> [DueEvent] {
        try await moving { world.clock.followMachine() }
    }

    /// The first whole second at which that token is refused.
    ///
    /// - Throws: `invalid_request` for a text that is no token of this tenant, or one without an end.
    package func end(of token: String) async throws -> Timestamp {
        let state = try await world.store.state()
        if let opaque = state.accessToken(token) { return opaque.expiresAt.ceiling }
        if let device = state.device(holding: token, at: world.clock.now) {
            guard let end = device.expiresAt else {
                throw OAuthError.invalidRequest("This refresh token has no end: it is good until it is revoked")
            }
            return end.ceiling
        }
        guard let expiry = try? CompactJWS(parsing: token).unverifiedClaims["exp"]?.integer,
            let end = Timestamp(numericDate: expiry)
        else {
            throw OAuthError.invalidRequest(
                "\"past\" must be an access_token or a refresh_token of this tenant, or a JWT with exp"
            )
        }
        return end
    }

    /// Before the clock moves, what the old time has ended is forgotten, so moving back revives nothing.
    private func moving(_ move: () throws -> Void) async throws -> [DueEvent] {
        let before = try await sweep()
        let position = world.clock.position
        try move()
        do {
            let after = try await sweep()
            try await world.store.keep()
            return before + after
        } catch {
            // Time that could not be kept has not passed.
            world.clock.takeBack(to: position)
            throw error
        }
    }

    private func sweep() async throws -> [DueEvent] {
        let now = world.clock.now
        return try await world.store.transact { $0.sweep(at: now) }
    }
}

extension Timestamp {
    fileprivate var ceiling: Timestamp {
        let whole = Timestamp(numericDate: numericDate) ?? .latest
        return whole == self ? self : whole + .seconds(1)
    }
}
