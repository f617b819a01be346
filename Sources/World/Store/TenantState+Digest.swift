import Crypto
import TenantModel

/// One hash of everything a tenant has become: equal states, equal text, on any machine.
///
/// Covered: users, devices and everything issued. Not covered: the clock, the journal, the outbox and how many ids have
/// been drawn, none of which a refused request may be blamed for.
extension TenantState {
    /// SHA-256 as 64 hexadecimal digits.
    package var digest: String {
        var hash = SHA256()
        for table in StoredTable.allCases {
            hash.update(data: Array("\(table.rawValue)\n".utf8))
            let rows = rows(of: table).map { $0.row.record.serializedText }
            for row in rows.sorted() { hash.update(data: Array("\(row)\n".utf8)) }
        }
        return hash.finalize().hexadecimal
    }
}
