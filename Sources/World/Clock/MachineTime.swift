#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
package import TenantModel

/// The machine's own clocks: the one place where they are read.
package enum MachineTime {
    package static var now: Timestamp {
        Timestamp(milliseconds: nanoseconds(of: CLOCK_REALTIME) / 1_000_000) ?? .latest
    }

    /// Since some fixed moment; never goes back, never stands still.
    ///
    /// For deadlines and for running virtual clocks.
    package static var monotonic: Duration { .nanoseconds(nanoseconds(of: CLOCK_MONOTONIC)) }

    /// What a clock of another kind says; nil where what it measures has ended.
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
