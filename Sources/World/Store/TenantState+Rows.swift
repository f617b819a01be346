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
        self.init(directory: directory, idTokensIssued: idTokensIssued)
        let settings = directory.settings
        users = Table(numbered: try Self.read(.users, rows)) { $0.person.user.id }
        let credentials: [(number: Int, row: DeviceCredential)] = try Self.read(.devices, rows)
        let keptDevices = credentials.map { (number: $0.number, row: KeptDevice($0.row, deviceGrounds)) }
        devices = Table(numbered: keptDevices) {
            $0.id
        } until: {
            $0.end
        }
        sessions = Table(numbered: try Self.read(.sessions, rows)) {
            $0.id
        } until: {
            RowEnd($0.expiresAt(under: settings))
        }
        pendingLogins = Table(numbered: try Self.read(.pendingLogins, rows)) {
            $0.state
        } until: {
            RowEnd($0.expiresAt)
        }
        pausedLogins = Table(numbered: try Self.read(.pausedLogins, rows)) {
            $0.state
        } until: {
            RowEnd($0.expiresAt)
        }
        providerAnswers = Table(numbered: try Self.read(.providerAnswers, rows)) {
            $0.code
        } until: {
            RowEnd($0.expiresAt)
        }
        loginTickets = Table(numbered: try Self.read(.loginTickets, rows)) {
            $0.sid
        } until: {
            RowEnd($0.expiresAt)
        }
        codes = Table(numbered: try Self.read(.codes, rows)) {
            $0.value
        } until: {
            RowEnd($0.expiresAt)
        }
        idTokens = Table(numbered: try Self.read(.idTokens, rows)) {
            $0.ordinal
        } until: {
            RowEnd($0.expiresAt)
        }
        let tokens: [(number: Int, row: AccessToken)] = try Self.read(.accessTokens, rows)
        let kept = tokens.map { number, token in
            (number: number, row: KeptAccessToken(token, person: users[token.login.user]?.person, tokenGrounds))
        }
        accessTokens = Table(numbered: kept) {
            $0.value
        } until: {
            $0.end
        }
        for token in accessTokens.rows where token.hasEnded { noteEnded(token) }
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
        for (_, kept) in users.numbered {
            let user = kept.person.user
            for name in user.names where userNames[name] == nil { userNames[name] = user.id }
        }
        for (_, device) in devices.numbered { noteSecret(device) }
    }

    /// The same tenant under another name: what it has become, in the directory of another.
    package func moved(to directory: TenantDirectory) -> TenantState {
        var state = self
        state.directory = directory
        return state
    }
}
