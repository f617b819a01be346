import HTTPTypes
import Hummingbird
import TenantModel

extension Response {
    /// Instants and spans are the tenant's own.
    mutating func show(_ limit: RateLimit, at now: Timestamp) {
        headers[WireHeaders.rateLimitLimit] = String(limit.limit)
        headers[WireHeaders.rateLimitRemaining] = String(limit.remaining)
        headers[WireHeaders.rateLimitReset] = String(limit.resetsAt.numericDate)
        guard limit.isExceeded else { return }
        headers[.retryAfter] = String(max(1, limit.resetsAt.numericDate - now.numericDate))
    }
}
