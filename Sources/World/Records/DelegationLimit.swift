import Synchronization
package import TenantModel

/// Counts calls of `/delegation`: as in Auth0's documented limits, one address may ask for tokens of one user ten times
/// a minute, by the tenant's clock.
package final class DelegationLimit: Sendable {
    private static let mostCalls = 10
    private static let window = Duration.seconds(60)
    /// With so many windows, each call first removes those that are over.
    private static let mostWindows = 10_000

    private struct Caller: Hashable {
        let address: String
        let user: Identifier<User>
    }

    private struct Window {
        var begunAt: Timestamp
        var calls: Int

        func isOver(at now: Timestamp) -> Bool { now < begunAt || begunAt + DelegationLimit.window <= now }
    }

    private let windows = Mutex<[Caller: Window]>([:])

    init() {}

    /// Counts a call and says how many are left.
    package func count(from address: String, for user: Identifier<User>, at now: Timestamp) -> RateLimit {
        windows.withLock { windows in
            if windows.count >= Self.mostWindows { windows = windows.filter { !$0.value.isOver(at: now) } }
            let caller = Caller(address: address, user: user)
            var window = windows[caller] ?? Window(begunAt: now, calls: 0)
            // A clock that was moved, either way, begins a new window: nobody is shut out for ever.
            if window.isOver(at: now) { window = Window(begunAt: now, calls: 0) }
            window.calls += 1
            windows[caller] = window
            return RateLimit(limit: Self.mostCalls, calls: window.calls, resetsAt: window.begunAt + Self.window)
        }
    }

    package func removeAll() { windows.withLock { $0 = [:] } }
}
