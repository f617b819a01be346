/// The state of a rate limit for one caller.
package struct RateLimit: Hashable, Sendable {
    /// Calls that a window has room for.
    package let limit: Int
    package let remaining: Int
    package let resetsAt: Timestamp
    /// This call was one too many.
    package let isExceeded: Bool

    package init(limit: Int, calls: Int, resetsAt: Timestamp) {
        self.limit = limit
        remaining = max(0, limit - calls)
        self.resetsAt = resetsAt
        isExceeded = calls > limit
    }
}
