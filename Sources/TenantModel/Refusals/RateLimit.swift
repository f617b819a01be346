/// Where somebody stands in a window of calls (authentication API §2.2, §2.4).
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
