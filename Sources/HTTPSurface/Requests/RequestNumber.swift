import Synchronization

/// `X-Auth0-RequestId`: 20 hexadecimal digits, different for every request of this process.
///
/// A plain count: request ids are no secret, and two runs of one trace may be compared by them.
enum RequestNumber {
    private static let count = Atomic<UInt64>(0)

    static func next() -> String {
        let digits = String(count.add(1, ordering: .relaxed).newValue, radix: 16)
        return String(repeating: "0", count: 20 - digits.utf8.count) + digits
    }
}
