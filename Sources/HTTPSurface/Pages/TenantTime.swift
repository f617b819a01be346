import TenantModel

/// The tenant's time as the foot of a page shows it, so that nobody who moved the clock wonders at an expired token.
struct TenantTime: Hashable, Sendable {
    /// RFC 3339, for machines.
    let instant: String
    /// For people, to the second: `2016-05-04 12:00:00 UTC`.
    let text: String

    init(_ now: Timestamp) {
        instant = now.rfc3339
        text = "\(instant.prefix(10)) \(instant.dropFirst(11).prefix(8)) UTC"
    }
}
