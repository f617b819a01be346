import Synchronization
package import TenantModel

/// Counts which client still uses which call of the old pipeline.
package final class MigrationTally: Sendable {
    package struct Use: Hashable, Sendable {
        package let client: Identifier<Client>
        package let piece: LegacyPiece
        /// How many calls were answered.
        package fileprivate(set) var answered = 0
        /// How many calls were refused because the tenant does not have the piece.
        package fileprivate(set) var refused = 0
        package fileprivate(set) var firstAt: Timestamp
        package fileprivate(set) var lastAt: Timestamp
    }

    fileprivate struct Key: Hashable, Sendable {
        let client: Identifier<Client>
        let piece: LegacyPiece
    }

    package struct State: Hashable, Sendable {
        fileprivate var uses: [Key: Use] = [:]
        fileprivate var notedAt: [LegacyPiece: Timestamp] = [:]

        package init() {}

        fileprivate var inOrder: [Use] {
            uses.values.sorted { ($0.client, $0.piece.rawValue) < ($1.client, $1.piece.rawValue) }
        }
    }

    private let state = Mutex(State())

    init() {}

    /// Counts one call.
    ///
    /// - Returns: true if the tenant's log should have a deprecation notice: at most one an hour for each piece, as in
    ///   the real tenant.
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
            // If the clock was moved back, begin a new hour; otherwise there might be no notice for years.
            if let noted = state.notedAt[piece], noted <= now, now < noted + .seconds(3600) { return false }
            state.notedAt[piece] = now
            return true
        }
    }

    /// All uses, sorted by client and piece.
    package var uses: [Use] {
        state.withLock { $0.inOrder }
    }

    var content: State { state.withLock { $0 } }

    /// Continues an earlier tally.
    func resume(_ content: State) { state.withLock { $0 = content } }

    package func removeAll() { state.withLock { $0 = State() } }
}

extension MigrationTally.State: Recorded {
    package var record: JSONObject {
        let noted = notedAt.sorted { $0.key.rawValue < $1.key.rawValue }
        return [
            "uses": .array(inOrder.map { .object($0.record) }),
            "noted": .object(JSONObject(noted.map { ($0.key.rawValue, .integer(Int($0.value.milliseconds))) })),
        ]
    }

    package init(record: RecordReader) throws(RecordFault) {
        let read: [MigrationTally.Use] = try record.things("uses")
        for use in read { uses[MigrationTally.Key(client: use.client, piece: use.piece)] = use }
        let noted = RecordReader(try record.object("noted"))
        for piece in LegacyPiece.allCases { notedAt[piece] = try noted.optionalInstant(piece.rawValue) }
    }
}

extension MigrationTally.Use: Recorded {
    package var record: JSONObject {
        [
            "client": .string(client.rawValue), "piece": .string(piece.rawValue), "answered": .integer(answered),
            "refused": .integer(refused), "first_at": .integer(Int(firstAt.milliseconds)),
            "last_at": .integer(Int(lastAt.milliseconds)),
        ]
    }

    package init(record: RecordReader) throws(RecordFault) {
        client = try record.identifier("client")
        piece = try record.word("piece")
        answered = try record.integer("answered")
        refused = try record.integer("refused")
        firstAt = try record.instant("first_at")
        lastAt = try record.instant("last_at")
    }
}
