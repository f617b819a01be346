import Logging
package import TenantModel
import Tokens
package import World

/// Sets and advances a tenant's clock.
///
/// A move ends everything that becomes due, for good, and reports it in order.
package struct ClockControl {
    private let world: World

    package init(in world: World) { self.world = world }

    /// Sets the instant, the mode or both; nil leaves one as it is.
    @discardableResult
    package func set(now instant: Timestamp?, mode: TenantClock.Mode?) async throws -> [DueEvent] {
        try await moving { world.clock.set(now: instant, mode: mode) }
    }

    /// Moves forward by a duration or to an instant.
    ///
    /// - Throws: `invalid_request` if the destination lies in the past.
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
    /// - Throws: `invalid_request` for a token without an end, and for a text that is neither an opaque token of this
    ///   tenant nor a JWT with `exp`.
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

    /// Moves the clock and removes what is due before and after the move, so that a move back revives nothing.
    private func moving(_ move: () throws -> Void) async throws -> [DueEvent] {
        try await world.clockMoves.next {
            var fired: [DueEvent] = []
            try await sweep(into: &fired)
            let (before, position) = (fired.count, world.clock.position)
            try move()
            let moved = world.clock.position
            do {
                try await sweep(into: &fired)
                try await world.store.keep()
            } catch {
                // Undo a move that could not be kept, unless some of what it ended is already kept as ended.
                if fired.count == before, world.clock.position == moved { world.clock.takeBack(to: position) }
                throw error
            }
            return fired
        }
    }

    /// Removes what is due in slices, so that other requests are served between two of them.
    private func sweep(into fired: inout [DueEvent]) async throws {
        // Read the position first: if a reset comes between these two lines, the check below finds another position.
        let position = world.clock.position
        let now = world.clock.now
        while true {
            let slice = try await world.store.transact { [world] tenant -> (events: [DueEvent], isDone: Bool) in
                // Stop if a reset has set another time meanwhile.
                guard world.clock.position == position else { return ([], true) }
                return tenant.sweep(at: now, most: Self.mostAtOnce)
            }
            fired += slice.events
            report(world.clockMoves.note(ended: slice.events.count), of: slice.events.count, at: now)
            guard !slice.isDone else { return }
            await Task.yield()
        }
    }

    /// The size of a slice, which takes about a millisecond.
    package static let mostAtOnce = 256
    private static let mostBetweenReports = 20_000

    /// Logs the progress of a long move.
    private func report(_ ended: Int, of latest: Int, at now: Timestamp) {
        guard ended / Self.mostBetweenReports > (ended - latest) / Self.mostBetweenReports else { return }
        world.log.info(
            "the clock is moving",
            metadata: ["tenant": "\(world.directory.name)", "to": "\(now.rfc3339)", "ended": "\(ended)"]
        )
    }
}

extension Timestamp {
    fileprivate var ceiling: Timestamp {
        let whole = Timestamp(numericDate: numericDate) ?? .latest
        return whole == self ? self : whole + .seconds(1)
    }
}
