import Synchronization

/// A tenant's `X-Auth0-RequestId`s: 20 hexadecimal digits, different for every request since the start,
/// or since the last reset or restore.
///
/// A plain count: request ids are no secret, and two runs of one trace have the same ones, whatever other tenants and
/// strangers at the door do.
package final class RequestNumbers: Sendable {
    private let count = Atomic<Int>(0)

    package init() {}

    package func next() -> String {
        let digits = String(count.add(1, ordering: .relaxed).newValue, radix: 16)
        return String(repeating: "0", count: 20 - digits.utf8.count) + digits
    }

    var given: Int { count.load(ordering: .relaxed) }

    func resume(_ given: Int) { count.store(given, ordering: .relaxed) }
}
