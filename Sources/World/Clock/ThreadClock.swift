#if canImport(Glibc)
    import Glibc
#endif

/// The processor time of one thread, readable from every thread of its process.
///
/// It stands still while the thread waits for a core, unlike `MachineTime.monotonic`.
package struct ThreadClock: Sendable {
    #if canImport(Glibc)
        private let clock: clockid_t

        /// Creates the clock of the calling thread; nil if the system has none.
        package init?() {
            var clock = clockid_t()
            guard pthread_getcpuclockid(pthread_self(), &clock) == 0 else { return nil }
            self.clock = clock
        }

        /// The processor time that the thread has used; nil once it has ended.
        package var spent: Duration? { MachineTime.time(of: clock) }
    #else
        /// Returns nil: this system does not let one thread read the processor time of another.
        package init?() { return nil }

        package var spent: Duration? { nil }
    #endif
}
