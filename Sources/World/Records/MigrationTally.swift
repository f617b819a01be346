import Synchronization
package import TenantModel

/// Which client still uses which piece of the old pipeline, and how often.
package final class MigrationTally: Sendable {
    package struct Use: Hashable, Sendable {
        package let client: Identifier<Client>
        package let piece: LegacyPiece
        /// Calls that were answered.
        package fileprivate(set) var answered = 0
        /// Calls that were refused because the tenant no longer has the piece.
        package fileprivate(set) var refused = 0
        package fileprivate(set) var firstAt: Timestamp
        package fileprivate(set) var lastAt: Timestamp
    }

    private struct Key: Hashable {
        let client: Identifier<Client>
        let piece: LegacyPiece
    }

    private struct State {
        var uses: [Key: Use] = [:]
        var notedAt: [LegacyPiece: Timestamp] = [:]
    }

    private let state = Mutex(State())

    init() {}

    /// - Returns: whether the tenant's log should say so: once an hour for each piece, as the real tenant does
    ///   (Management API §16.2).
    package func count(
        _ piece: LegacyPiece,
        by client: Identifier<Client>,
        answered: Bool,
        at now: Timestamp
    ) -> Bool {
        state.withLock { state in
            let key = Key(client: client, piece: piece)
            var use = state.uses[key] ?? Use(client: client, piece: piece, firstAt: now, lastAt: now)
            if answered { use.answered += 1 } else { use.refused += 1 }
            // The tenant's clock may be moved back.
            (use.firstAt, use.lastAt) = (min(use.firstAt, now), max(use.lastAt, now))
            state.uses[key] = use
            // A clock that was moved back begins a new hour, or it might be silent for years.
            if let noted = state.notedAt[piece], noted <= now, now < noted + .seconds(3600) { return false }
            state.notedAt[piece] = now
            return true
        }
    }

    /// By client and piece.
    package var uses: [Use] {
        state.withLock { $0.uses.values.sorted { ($0.client, $0.piece.rawValue) < ($1.client, $1.piece.rawValue) } }
    }

    package func removeAll() { state.withLock { $0 = State() } }
}
