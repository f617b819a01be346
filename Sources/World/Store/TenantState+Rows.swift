package import TenantModel

/// A tenant out of the rows that were kept of it.
extension TenantState {
    /// A row as it was kept.
    package struct KeptRow: Sendable {
        package let number: Int
        package let record: JSONObject

        package init(number: Int, record: JSONObject) {
            self.number = number
            self.record = record
        }
    }

    /// - Throws: `RecordFault` for a row that is not what its table holds.
    package init(
        directory: TenantDirectory,
        rows: [StoredTable: [KeptRow]],
        idTokensIssued: Int
    ) throws(RecordFault) {
        self.directory = directory
        users = Table(numbered: try Self.read(.users, rows)) { $0.id }
        devices = Table(numbered: try Self.read(.devices, rows)) { $0.id }
        sessions = Table(numbered: try Self.read(.sessions, rows)) { $0.id }
        pendingLogins = Table(numbered: try Self.read(.pendingLogins, rows)) { $0.state }
        pausedLogins = Table(numbered: try Self.read(.pausedLogins, rows)) { $0.state }
        providerAnswers = Table(numbered: try Self.read(.providerAnswers, rows)) { $0.code }
        loginTickets = Table(numbered: try Self.read(.loginTickets, rows)) { $0.sid }
        codes = Table(numbered: try Self.read(.codes, rows)) { $0.value }
        accessTokens = Table(numbered: try Self.read(.accessTokens, rows)) { $0.value }
        idTokens = Table(numbered: try Self.read(.idTokens, rows)) { $0.ordinal }
        self.idTokensIssued = idTokensIssued
        userNames = Table()
        refreshTokens = Table()
        indexNames()
    }

    private static func read<Row: Recorded>(
        _ table: StoredTable,
        _ rows: [StoredTable: [KeptRow]]
    ) throws(RecordFault) -> [(number: Int, row: Row)] {
        let rows = rows[table] ?? []
        var read: [(number: Int, row: Row)] = []
        read.reserveCapacity(rows.count)
        for row in rows {
            do throws(RecordFault) { read.append((row.number, try Row(record: row.record))) } catch {
                throw RecordFault(member: error.member, in: "\(table.rawValue) \(row.number)")
            }
        }
        return read
    }

    /// Finds users by what they type and refresh tokens by their text; a name that two users have stays the older's.
    private mutating func indexNames() {
        for (_, user) in users.numbered {
            for name in user.names where userNames[name] == nil { userNames[name] = user.id }
        }
        for (_, device) in devices.numbered where device.isRefreshToken {
            refreshTokens[Array(device.secret.utf8)] = device.id
        }
    }

    /// The same tenant under another name: what it has become, in the directory of another.
    package func moved(to directory: TenantDirectory) -> TenantState {
        var state = self
        state.directory = directory
        return state
    }
}
