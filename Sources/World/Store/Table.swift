import HashTreeCollections

/// Rows by key in a persistent tree: a copy is one reference, and a change copies one path.
///
/// Rows are boxed: a path holds up to 32 of them in each node, and copying a row itself would touch every text in it.
/// Rows that end are also kept in the order of their ends, so that the clock looks at what is due and at nothing else.
package struct Table<Key: Hashable & Sendable, Row: Sendable>: Sendable {
    private final class Box: Sendable {
        let row: Row
        /// The row's place among those that were ever there: a store appends by it instead of searching by key.
        let number: Int
        /// Of a table without ends: never.
        let end: RowEnd

        init(_ row: Row, _ number: Int, _ end: RowEnd) {
            self.row = row
            self.number = number
            self.end = end
        }
    }

    /// Where a row stands in the order of ends; of one instant, the first made comes first.
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
    /// What was touched since `note()`; nil: nobody asked.
    private var touched: [(key: Key, number: Int)]?

    init() {}

    /// Of rows with one key the last is kept.
    init(_ rows: some Sequence<(Key, Row)>) {
        var next = 1
        let boxes = rows.lazy.map { key, row in
            defer { next += 1 }
            return (key, Box(row, next, .never))
        }
        tree = TreeDictionary(boxes, uniquingKeysWith: { _, last in last })
        self.next = next
    }

    /// Rows that are set here have no place in the order of ends.
    subscript(key: Key) -> Row? {
        get { tree[key]?.row }
        set {
            guard let newValue else { return remove(key) }
            set(newValue, for: key, until: .never)
        }
    }

    /// Sets a row that has a place in the order of ends; one that never ends is the last there.
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

    /// Takes those that end first until there is room for one more.
    mutating func makeRoom(in capacity: Int) {
        while count >= capacity, let first = ends.first { remove(first.key) }
    }

    func number(of key: Key) -> Int? { tree[key]?.number }

    var count: Int { tree.count }

    /// In no order: sort before anything is shown.
    var rows: some Sequence<Row> { tree.values.lazy.map(\.row) }
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

    /// Those rows alone, in the order of their numbers.
    func numbered(where isWanted: (Row) -> Bool) -> [(number: Int, row: Row)] {
        tree.values.compactMap { isWanted($0.row) ? (number: $0.number, row: $0.row) : nil }
            .sorted { $0.number < $1.number }
    }

    /// Puts rows back under the numbers they had.
    ///
    /// - Parameter end: nil: they have no place in the order of ends.
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
