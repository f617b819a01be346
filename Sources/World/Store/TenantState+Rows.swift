package import TenantModel

/// Reads a tenant's state from the rows that a store has kept.
extension TenantState {
    /// A row as a store has kept it.
    package struct KeptRow: Sendable {
        package let number: Int
        package let record: JSONObject

        package init(number: Int, record: JSONObject) {
            self.number = number
            self.record = record
        }
    }

    /// - Throws: `RecordFault` for a row that is not a valid record of its table.
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

    /// Fills the indexes of users' names and refresh tokens; a name that two users have belongs to the older one.
    private mutating func indexNames() {
        for (_, kept) in users.numbered {
            let user = kept.person.user
            for name in user.names where userNames[name] == nil { userNames[name] = user.id }
        }
        for (_, device) in devices.numbered { noteSecret(device) }
    }

    /// The same state with another tenant's directory, as a fork needs it.
    package func moved(to directory: TenantDirectory) -> TenantState {
        var state = self
        state.directory = directory
        return state
    }
}
