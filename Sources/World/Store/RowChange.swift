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
}
