/// An instant: whole milliseconds since 1970-01-01T00:00:00Z, within the years 0001 to 9999.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    /// 0001-01-01T00:00:00.000Z.
    package static let earliest = Timestamp(unchecked: -62_135_596_800_000)
    /// 9999-12-31T23:59:59.999Z.
    package static let latest = Timestamp(unchecked: 253_402_300_799_999)

    /// Nil outside the years 0001 to 9999.
    package init?(milliseconds: Int64) {
        guard (Self.earliest.milliseconds...Self.latest.milliseconds).contains(milliseconds) else { return nil }
        self.milliseconds = milliseconds
    }

    private init(unchecked milliseconds: Int64) { self.milliseconds = milliseconds }

    /// A `NumericDate` (RFC 7519 §2) as whole seconds, rounded down: never later than the instant itself.
    package var numericDate: Int {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        return Int(remainder < 0 ? quotient - 1 : quotient)
    }

    package init?(numericDate seconds: Int) {
        let (milliseconds, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1000)
        guard !overflow else { return nil }
        self.init(milliseconds: milliseconds)
    }

    /// Later by `duration`, held at the ends of the calendar instead of overflowing.
    package static func + (instant: Timestamp, duration: Duration) -> Timestamp {
        let calendar = latest.duration(since: earliest)
        let (seconds, attoseconds) = min(max(duration, .zero - calendar), calendar).components
        let sum = instant.milliseconds + seconds * 1000 + attoseconds / 1_000_000_000_000_000
        return Timestamp(unchecked: min(max(sum, earliest.milliseconds), latest.milliseconds))
    }

    package static func - (instant: Timestamp, duration: Duration) -> Timestamp { instant + (.zero - duration) }

    package func duration(since earlier: Timestamp) -> Duration {
        .milliseconds(milliseconds - earlier.milliseconds)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}
