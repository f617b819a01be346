import Crypto
import TenantModel

/// One hash of a tenant's state: equal states have equal hashes, on any machine.
///
/// It covers users, devices and everything issued. It leaves out the clock, the journal, the outbox and how many ids
/// were drawn, so that a refused request does not change it.
extension TenantState {
    /// SHA-256 as 64 hexadecimal digits.
    package var digest: String {
        var hash = SHA256()
        for table in StoredTable.allCases {
            let texts = rows(of: table).map { $0.row.record.serializedText }
            Self.add(table, texts.sorted(), to: &hash)
        }
        return hash.finalize().hexadecimal
    }

    /// The same digest.
    ///
    /// It yields often, so that other requests are served while it reads every row.
    package func gentleDigest() async -> String {
        var hash = SHA256()
        for table in StoredTable.allCases {
            var texts: [String] = []
            for (index, row) in rows(of: table).enumerated() {
                texts.append(row.row.record.serializedText)
                if index.isMultiple(of: 256) { await Task.yield() }
            }
            Self.add(table, await Self.sorted(texts), to: &hash)
        }
        return hash.finalize().hexadecimal
    }

    private static func add(_ table: StoredTable, _ texts: [String], to hash: inout SHA256) {
        hash.update(data: Array("\(table.rawValue)\n".utf8))
        for text in texts { hash.update(data: Array("\(text)\n".utf8)) }
    }

    /// A bottom-up merge sort that yields often.
    private static func sorted(_ texts: [String]) async -> [String] {
        var length = 1024
        var texts = texts
        for start in stride(from: 0, to: texts.count, by: length) {
            texts[start..<min(start + length, texts.count)].sort()
            await Task.yield()
        }
        while length < texts.count {
            var merged: [String] = []
            merged.reserveCapacity(texts.count)
            for start in stride(from: 0, to: texts.count, by: 2 * length) {
                var (left, right) = (start, min(start + length, texts.count))
                let (middle, end) = (right, min(start + 2 * length, texts.count))
                while left < middle || right < end {
                    let isLeft = right == end || left < middle && !(texts[right] < texts[left])
                    merged.append(texts[isLeft ? left : right])
                    if isLeft { left += 1 } else { right += 1 }
                    if merged.count.isMultiple(of: 2048) { await Task.yield() }
                }
            }
            (texts, length) = (merged, 2 * length)
        }
        return texts
    }
}
