#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
package import TenantModel

/// The machine's own clocks; no other code reads them.
package enum MachineTime {
    package static var now: Timestamp {
        Timestamp(milliseconds: nanoseconds(of: CLOCK_REALTIME) / 1_000_000) ?? .latest
    }

    /// The time since some fixed moment.
    ///
    /// It never goes back and never stands still.
    ///
    /// Deadlines and running tenant clocks are measured with it.
    package static var monotonic: Duration { .nanoseconds(nanoseconds(of: CLOCK_MONOTONIC)) }

    /// The reading of another system clock; nil if the thing that it measures, such as a thread, has ended.
    static func time(of clock: clockid_t) -> Duration? {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { return nil }
        let spent: Duration = .nanoseconds(Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
        return spent
    }

    private static func nanoseconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
