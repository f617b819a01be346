#if canImport(Glibc)
    import Glibc
#endif

/// The processor time of one thread, readable from every thread of its process.
///
/// Where the machine is busy it stands still while the thread waits for its turn, as `MachineTime.monotonic` does not.
package struct ThreadClock: Sendable {
    #if canImport(Glibc)
        private let clock: clockid_t

        /// Of the thread that calls.
        package init?() {
            var clock = clockid_t()
            guard pthread_getcpuclockid(pthread_self(), &clock) == 0 else { return nil }
            self.clock = clock
        }

        /// Nil once the thread has ended.
        package var spent: Duration? { MachineTime.time(of: clock) }
    #else
        /// This system has no such clock for a thread that another one asks about.
        package init?() { return nil }

        package var spent: Duration? { nil }
    #endif
}
