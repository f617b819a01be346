package import TenantModel

/// One row that a unit of work has written or removed.
package struct RowChange: Sendable {
    package let table: StoredTable
    package let number: Int
    private let row: (any Recorded)?

    init(table: StoredTable, number: Int, row: (any Recorded)?) {
        self.table = table
        self.number = number
        self.row = row
    }

    /// The row's record; nil if the row was removed.
    ///
    /// It is computed by the reader, after the unit of work, because a unit of work blocks all others.
    package var record: JSONObject? { row?.record }
}

extension TenantState {
    /// The rows that changed since `noting`; nil if changes were not noted, so that any row may differ.
    package var changes: [RowChange]? {
        var changes: [RowChange] = []
        for table in StoredTable.allCases {
            guard let touched = touched(in: table) else { return nil }
            changes += touched
        }
        return changes
    }

    /// Every row; those of one table in the order in which they were created.
    package var everyRow: [RowChange] {
        StoredTable.allCases.flatMap { table in
            rows(of: table).map { RowChange(table: table, number: $0.number, row: $0.row) }
        }
    }
}
