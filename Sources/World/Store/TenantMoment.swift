package import TenantModel

/// The values of a tenant's clock and counters at one moment, as a store or a snapshot keeps them.
package struct TenantMoment: Hashable, Sendable {
    package var clock: TenantClock.Position
    package var entropy: Entropy
    package var ordinals: [IdentifierKind: Int]
    package var requests: Int
    package var logEntries: Int

    package init(
        clock: TenantClock.Position,
        entropy: Entropy,
        ordinals: [IdentifierKind: Int] = [:],
        requests: Int = 0,
        logEntries: Int = 0
    ) {
        self.clock = clock
        self.entropy = entropy
        self.ordinals = ordinals
        self.requests = requests
        self.logEntries = logEntries
    }
}

extension TenantMoment: Recorded {
    package var record: JSONObject {
        var streams = JSONObject()
        for kind in IdentifierKind.allCases { streams[kind.rawValue] = ordinals[kind].map(JSONValue.integer) }
        var record = clock.record
        if case .text(let text) = entropy { record["entropy"] = .string(text) }
        record["ordinals"] = .object(streams)
        record["requests"] = .integer(requests)
        record["log_entries"] = .integer(logEntries)
        return record
    }

    package init(record: RecordReader) throws(RecordFault) {
        let streams = RecordReader(try record.object("ordinals"))
        var ordinals: [IdentifierKind: Int] = [:]
        for kind in IdentifierKind.allCases { ordinals[kind] = try streams.optionalInteger(kind.rawValue) }
        self.init(
            clock: try TenantClock.Position(record: record),
            entropy: try record.optionalText("entropy").map(Entropy.text) ?? .system,
            ordinals: ordinals,
            requests: try record.integer("requests"),
            logEntries: try record.integer("log_entries")
        )
    }
}
