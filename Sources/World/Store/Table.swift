import HashTreeCollections

/// Rows by key in a persistent tree: a copy is one reference, and a change copies one path.
///
/// Rows are boxed: a path holds up to 32 of them in each node, and copying a row itself would touch every text in it.
package struct Table<Key: Hashable & Sendable, Row: Sendable>: Sendable {
    private final class Box: Sendable {
        let row: Row
        /// The row's place among those that were ever there: a store appends by it instead of searching by key.
        let number: Int

        init(_ row: Row, _ number: Int) {
            self.row = row
            self.number = number
        }
    }

    private var tree: TreeDictionary<Key, Box> = [:]
    private var next = 1
    /// What was touched since `note()`; nil: nobody asked.
    private var touched: [(key: Key, number: Int)]?

    init() {}

    /// Of rows with one key the last is kept.
    init(_ rows: some Sequence<(Key, Row)>) {
        var next = 1
        let boxes = rows.lazy.map { key, row in
            defer { next += 1 }
            return (key, Box(row, next))
        }
        tree = TreeDictionary(boxes, uniquingKeysWith: { _, last in last })
        self.next = next
    }

    subscript(key: Key) -> Row? {
        get { tree[key]?.row }
        set {
            let earlier = tree[key]?.number
            guard let number = earlier ?? (newValue == nil ? nil : next) else { return }
            if earlier == nil { next += 1 }
            tree[key] = newValue.map { Box($0, number) }
            touched?.append((key, number))
        }
    }

    var count: Int { tree.count }

    /// In no order: sort before anything is shown.
    var rows: some Sequence<Row> { tree.values.lazy.map(\.row) }

    mutating func keep(where isKept: (Row) -> Bool) {
        if touched != nil {
            for (key, box) in tree where !isKept(box.row) { touched?.append((key, box.number)) }
        }
        tree = tree.filter { isKept($0.value.row) }
    }
}

extension Table where Key == String {
    /// The row of a name that we drew, and all of those are ASCII.
    ///
    /// Swift compares texts by canonical equivalence: without this a token with a `K` would also be known by the Kelvin
    /// sign, and a secret must have one spelling.
    subscript(exactly name: String) -> Row? {
        name.utf8.allSatisfy { $0 < 0x80 } ? self[name] : nil
    }
}

/// What a store needs of a table, whatever its rows are.
extension Table {
    /// Notes from now on which rows are touched.
    mutating func note() { touched = [] }

    mutating func forgetNotes() { touched = nil }

    /// By number; a nil row is gone.
    ///
    /// Nil where nobody noted, and anything may have changed.
    var changes: [(number: Int, row: Row?)]? {
        guard let touched else { return nil }
        if touched.count == 1, let only = touched.first { return [(only.number, row(only))] }
        // Each row once, as it is in the end.
        var last: [Int: Row?] = [:]
        for touch in touched { last[touch.number] = .some(row(touch)) }
        return last.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func row(_ touch: (key: Key, number: Int)) -> Row? {
        tree[touch.key].flatMap { $0.number == touch.number ? $0.row : nil }
    }

    /// In the order of their numbers.
    var numbered: [(number: Int, row: Row)] {
        tree.values.map { (number: $0.number, row: $0.row) }.sorted { $0.number < $1.number }
    }

    /// Puts rows back under the numbers they had.
    init(numbered rows: some Sequence<(number: Int, row: Row)>, key: (Row) -> Key) {
        var next = 1
        let boxes = rows.map { number, row in
            next = max(next, number + 1)
            return (key(row), Box(row, number))
        }
        tree = TreeDictionary(boxes, uniquingKeysWith: { _, last in last })
        self.next = next
    }
}
