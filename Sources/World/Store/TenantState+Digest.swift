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
        for (name, rows) in tables {
            hash.update(data: Array("\(name)\n".utf8))
            for row in rows.sorted() { hash.update(data: Array("\(row)\n".utf8)) }
        }
        return hash.finalize().hexadecimal
    }

    private var tables: [(name: String, rows: [String])] {
        [
            ("users", users.rows.map { $0.record.serializedText }),
            ("devices", devices.rows.map { $0.record.serializedText }),
            ("sessions", sessions.rows.map { $0.record.serializedText }),
            ("logins", pendingLogins.rows.map { $0.record.serializedText }),
            ("pausedLogins", pausedLogins.rows.map { $0.record.serializedText }),
            ("providerAnswers", providerAnswers.rows.map { $0.record.serializedText }),
            ("loginTickets", loginTickets.rows.map { $0.record.serializedText }),
            ("codes", codes.rows.map { $0.record.serializedText }),
            ("accessTokens", accessTokens.rows.map { $0.record.serializedText }),
            ("idTokens", idTokens.rows.map { $0.record.serializedText }),
        ]
    }
}
