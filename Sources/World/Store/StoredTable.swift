import TenantModel

/// The tables of a tenant that a store keeps.
///
/// A raw value is the name in the file, so it must never change.
package enum StoredTable: String, Hashable, Sendable, CaseIterable {
    case users, devices, sessions
    case pendingLogins = "logins"
    case pausedLogins, providerAnswers, loginTickets, codes, accessTokens, idTokens
}

/// Maps each `StoredTable` to its property. The lists are written out because every unit of work of a kept tenant uses
/// them, and generic access would take twice as long.
extension TenantState {
    /// The same state, which notes from now on which of its rows change.
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

    /// The same state, which does not note changes.
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

    func touched(in table: StoredTable) -> [RowChange]? {
        switch table {
        case .users: users.touchedRows(table)
        case .devices: devices.touchedRows(table)
        case .sessions: sessions.touchedRows(table)
        case .pendingLogins: pendingLogins.touchedRows(table)
        case .pausedLogins: pausedLogins.touchedRows(table)
        case .providerAnswers: providerAnswers.touchedRows(table)
        case .loginTickets: loginTickets.touchedRows(table)
        case .codes: codes.touchedRows(table)
        case .accessTokens: accessTokens.touchedRows(table)
        case .idTokens: idTokens.touchedRows(table)
        }
    }

    func rows(of table: StoredTable) -> [(number: Int, row: any Recorded)] {
        switch table {
        case .users: users.everyRow
        case .devices: devices.everyRow
        case .sessions: sessions.everyRow
        case .pendingLogins: pendingLogins.everyRow
        case .pausedLogins: pausedLogins.everyRow
        case .providerAnswers: providerAnswers.everyRow
        case .loginTickets: loginTickets.everyRow
        case .codes: codes.everyRow
        case .accessTokens: accessTokens.everyRow
        case .idTokens: idTokens.everyRow
        }
    }
}

extension Table where Row: Recorded {
    fileprivate func touchedRows(_ name: StoredTable) -> [RowChange]? {
        changes?.map { RowChange(table: name, number: $0.number, row: $0.row) }
    }

    fileprivate var everyRow: [(number: Int, row: any Recorded)] { numbered.map { ($0.number, $0.row) } }
}
