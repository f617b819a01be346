package import TenantModel

/// One row that a unit of work wrote or took away.
package struct RowChange: Sendable {
    package let table: StoredTable
    package let number: Int
    private let row: (any Recorded)?

    init(table: StoredTable, number: Int, row: (any Recorded)?) {
        self.table = table
        self.number = number
        self.row = row
    }

    /// Nil: the row is gone.
    ///
    /// Made on demand: a unit of work holds others up, and whoever writes does not.
    package var record: JSONObject? { row?.record }
}

extension TenantState {
    /// The same state, noting from now on which of its rows change.
    package var noting: TenantState {
        var state = self
        state.users.note()
        state.devices.note()
        state.sessions.note()
        state.pendingLogins.note()
        state.pausedLogins.note()
        state.providerAnswers.note()
        state.loginTickets.note()
        state.codes.note()
        state.accessTokens.note()
        state.idTokens.note()
        return state
    }

    /// The same state without notes.
    package var settled: TenantState {
        var state = self
        state.users.forgetNotes()
        state.devices.forgetNotes()
        state.sessions.forgetNotes()
        state.pendingLogins.forgetNotes()
        state.pausedLogins.forgetNotes()
        state.providerAnswers.forgetNotes()
        state.loginTickets.forgetNotes()
        state.codes.forgetNotes()
        state.accessTokens.forgetNotes()
        state.idTokens.forgetNotes()
        return state
    }

    /// What changed since `noting`; nil where the state is another altogether.
    package var changes: [RowChange]? {
        var changes: [RowChange] = []
        for table in StoredTable.allCases {
            guard let touched = touched(in: table) else { return nil }
            changes += touched
        }
        return changes
    }

    /// Every row, in the order of its making.
    package var everyRow: [RowChange] {
        StoredTable.allCases.flatMap { table in
            rows(of: table).map { RowChange(table: table, number: $0.number, row: $0.row) }
        }
    }

    private func touched(in table: StoredTable) -> [RowChange]? {
        switch table {
        case .users: touched(in: table, users)
        case .devices: touched(in: table, devices)
        case .sessions: touched(in: table, sessions)
        case .pendingLogins: touched(in: table, pendingLogins)
        case .pausedLogins: touched(in: table, pausedLogins)
        case .providerAnswers: touched(in: table, providerAnswers)
        case .loginTickets: touched(in: table, loginTickets)
        case .codes: touched(in: table, codes)
        case .accessTokens: touched(in: table, accessTokens)
        case .idTokens: touched(in: table, idTokens)
        }
    }

    private func touched<Key, Row: Recorded>(in name: StoredTable, _ table: Table<Key, Row>) -> [RowChange]? {
        table.changes?.map { RowChange(table: name, number: $0.number, row: $0.row) }
    }

    func rows(of table: StoredTable) -> [(number: Int, row: any Recorded)] {
        switch table {
        case .users: users.numbered.map { ($0.number, $0.row) }
        case .devices: devices.numbered.map { ($0.number, $0.row) }
        case .sessions: sessions.numbered.map { ($0.number, $0.row) }
        case .pendingLogins: pendingLogins.numbered.map { ($0.number, $0.row) }
        case .pausedLogins: pausedLogins.numbered.map { ($0.number, $0.row) }
        case .providerAnswers: providerAnswers.numbered.map { ($0.number, $0.row) }
        case .loginTickets: loginTickets.numbered.map { ($0.number, $0.row) }
        case .codes: codes.numbered.map { ($0.number, $0.row) }
        case .accessTokens: accessTokens.numbered.map { ($0.number, $0.row) }
        case .idTokens: idTokens.numbered.map { ($0.number, $0.row) }
        }
    }
}
