import Synchronization

/// Makes a tenant's `X-Auth0-RequestId`s: 20 hexadecimal digits, different for every request since the start, or since
/// the last reset or restore.
///
/// It simply counts: request ids are no secret. Two runs with the same requests get the same ids, because requests to
/// other tenants, and requests that reach no tenant, are not counted.
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
