import CAllocator
import Dispatch
import Synchronization

/// Frees large values on a queue of its own, not on the threads that serve requests, and gives their memory back to the
/// system.
package enum Remains {
    private static let queue = DispatchQueue(label: "understudy.remains", qos: .utility)

    /// Frees a value to which the caller holds the last reference.
    package static func letGo<Thing: Sendable>(_ thing: consuming Thing) {
        let last = Mutex<Thing?>(thing)
        queue.async {
            last.withLock { $0 = nil }
            trim()
        }
    }

    /// Returns freed memory to the system: glibc would keep it for later allocations, which may never come.
    private static func trim() {
        #if canImport(Glibc)
            malloc_trim(0)
        #endif
    }
}
