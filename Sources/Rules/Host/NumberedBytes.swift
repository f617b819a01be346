/// A stream of random bytes for one run: the blocks `HMAC-SHA256(seed, block number)`, one after the other.
///
/// The seed comes from the tenant's entropy, so a reproducible tenant's rules draw the same numbers each time.
struct NumberedBytes {
    private let key: [UInt8]
    private var block = 0
    private var rest: ArraySlice<UInt8> = []

    init(seed: String) { key = Array(seed.utf8) }

    mutating func next(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            if rest.isEmpty {
                rest = try Cryptography.hmac("sha256", key: key, Array("\(block)".utf8))[...]
                block += 1
            }
            let taken = rest.prefix(count - bytes.count)
            bytes += taken
            rest = rest.dropFirst(taken.count)
        }
        return bytes
    }
}
