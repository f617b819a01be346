import HashTreeCollections

/// Rows by key in a persistent tree: a copy takes one reference, and a change copies one path.
///
/// Rows are boxed, because each node of a path has up to 32 of them, and copying a row would retain every text in it.
/// Rows that end are also sorted by their ends, so that moving the clock looks only at rows that are due.
package struct Table<Key: Hashable & Sendable, Row: Sendable>: Sendable {
    private final class Box: Sendable {
        let row: Row
        /// The row's serial number in this table.
        ///
        /// Stores use it as the row's key, and it orders rows by age.
        let number: Int
        /// When the row ends; `.never` in a table whose rows do not end.
        let end: RowEnd

        init(_ row: Row, _ number: Int, _ end: RowEnd) {
            self.row = row
            self.number = number
            self.end = end
        }
    }

    /// A row's place in the order of ends.
    ///
    /// Rows that end in the same instant are ordered by age.
    struct End: Comparable, Sendable {
        let at: RowEnd
        let number: Int
        let key: Key

        static func < (left: End, right: End) -> Bool {
            left.at == right.at ? left.number < right.number : left.at < right.at
        }

        static func == (left: End, right: End) -> Bool { left.at == right.at && left.number == right.number }
    }

    private var tree: TreeDictionary<Key, Box> = [:]
    private(set) var ends = OrderedTree<End>()
    private var next = 1
    /// The rows that were touched since `note()`; nil if changes are not noted.
    private var touched: [(key: Key, number: Int)]?

    init() {}

    /// Creates a table; of rows with the same key the last one counts.
    init(_ rows: some Sequence<(Key, Row)>) {
        var next = 1
        let boxes = rows.lazy.map { key, row in
            defer { next += 1 }
            return (key, Box(row, next, .never))
        }
        tree = TreeDictionary(boxes, uniquingKeysWith: { _, last in last })
        self.next = next
    }

    /// A row set here never ends; use `put` for one that does.
    subscript(key: Key) -> Row? {
        get { tree[key]?.row }
        set {
            guard let newValue else { return remove(key) }
            set(newValue, for: key, until: .never)
        }
    }

    /// Sets a row with its end.
    ///
    /// Rows that never end come last in the order of ends.
    mutating func put(_ row: Row, for key: Key, until end: RowEnd) {
        let earlier = tree[key]
        let number = set(row, for: key, until: end)
        if let earlier {
            guard earlier.end != end else { return }
            ends.remove(End(at: earlier.end, number: number, key: key))
        }
        ends.insert(End(at: end, number: number, key: key))
    }

    /// - Returns: the row's number.
    @discardableResult
    private mutating func set(_ row: Row, for key: Key, until end: RowEnd) -> Int {
        let earlier = tree[key]?.number
        let number = earlier ?? next
        if earlier == nil { next += 1 }
        tree[key] = Box(row, number, end)
        touched?.append((key, number))
        return number
    }

    mutating func remove(_ key: Key) {
        guard let gone = tree[key] else { return }
        ends.remove(End(at: gone.end, number: gone.number, key: key))
        tree[key] = nil
        touched?.append((key, gone.number))
    }

    /// Removes the rows that end first until there is room for one more.
    mutating func makeRoom(in capacity: Int) {
        while count >= capacity, let first = ends.first { remove(first.key) }
    }

    func number(of key: Key) -> Int? { tree[key]?.number }

    var count: Int { tree.count }

    /// All rows in no particular order: sort them before they are shown.
    var rows: some Sequence<Row> { tree.values.lazy.map(\.row) }
}

extension Table where Key == String {
    /// The row of a token, code or other value that the tenant has drawn; nil for a name that is not ASCII.
    ///
    /// Drawn values are ASCII. Swift compares texts by canonical equivalence, so without this check a token with a `K`
    /// would also be found under the Kelvin sign.
    subscript(exactly name: String) -> Row? {
        name.utf8.allSatisfy { $0 < 0x80 } ? self[name] : nil
    }
}

/// The operations that a store needs.
extension Table {
    /// Begins to note which rows are touched.
    mutating func note() { touched = [] }

    mutating func forgetNotes() { touched = nil }

    /// The rows that changed since `note()`, by number; a nil row was removed.
    ///
    /// Nil if changes were not noted, so that any row may have changed.
    var changes: [(number: Int, row: Row?)]? {
        guard let touched else { return nil }
        if touched.count == 1, let only = touched.first { return [(only.number, row(only))] }
        // Report each row once, in its final form.
        var last: [Int: Row?] = [:]
        for touch in touched { last[touch.number] = .some(row(touch)) }
        return last.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func row(_ touch: (key: Key, number: Int)) -> Row? {
        tree[touch.key].flatMap { $0.number == touch.number ? $0.row : nil }
    }

    /// All rows in the order of their numbers, which is the order in which they were created.
    var numbered: [(number: Int, row: Row)] {
        tree.values.map { (number: $0.number, row: $0.row) }.sorted { $0.number < $1.number }
    }

    /// The rows that satisfy the predicate, in the order of their numbers.
    func numbered(where isWanted: (Row) -> Bool) -> [(number: Int, row: Row)] {
        tree.values.compactMap { isWanted($0.row) ? (number: $0.number, row: $0.row) : nil }
            .sorted { $0.number < $1.number }
    }

    /// Creates a table of rows that a store has kept under these numbers.
    ///
    /// - Parameter end: nil for a table whose rows do not end.
    init(
        numbered rows: some Sequence<(number: Int, row: Row)>,
        key: (Row) -> Key,
        until end: ((Row) -> RowEnd)? = nil
    ) {
        var next = 1
        let boxes = rows.map { number, row in
            next = max(next, number + 1)
            return (key(row), Box(row, number, end?(row) ?? .never))
        }
        tree = TreeDictionary(boxes, uniquingKeysWith: { _, last in last })
        self.next = next
        guard end != nil else { return }
        for end in tree.map({ key, box in End(at: box.end, number: box.number, key: key) }).sorted() {
            ends.insert(end)
        }
    }
}
