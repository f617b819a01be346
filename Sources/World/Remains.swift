import CAllocator
import Dispatch
import Synchronization

/// Frees what is large off the threads that serve requests, and gives its memory back to the system.
package enum Remains {
    private static let queue = DispatchQueue(label: "understudy.remains", qos: .utility)

    /// Takes over a reference that is to be the last one.
    package static func letGo<Thing: Sendable>(_ thing: consuming Thing) {
        let last = Mutex<Thing?>(thing)
        queue.async {
            last.withLock { $0 = nil }
            trim()
        }
    }

    /// glibc keeps what is freed for later allocations, which may never come once a tenant is emptied.
    private static func trim() {
        #if canImport(Glibc)
            malloc_trim(0)
        #endif
    }
}
