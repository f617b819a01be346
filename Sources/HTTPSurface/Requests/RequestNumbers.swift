import Synchronization

/// A tenant's `X-Auth0-RequestId`s: 20 hexadecimal digits, different for every request.
///
/// A plain count: request ids are no secret, and two runs of one trace have the same ones, whatever other tenants and
/// strangers at the door do.
package final class RequestNumbers: Sendable {
    private let count = Atomic<UInt64>(0)

    package init() {}

    func next() -> String {
        let digits = String(count.add(1, ordering: .relaxed).newValue, radix: 16)
        return String(repeating: "0", count: 20 - digits.utf8.count) + digits
    }

    func restart() { count.store(0, ordering: .relaxed) }
}
