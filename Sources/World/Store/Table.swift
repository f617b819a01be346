import HashTreeCollections

/// Rows by key in a persistent tree: a copy is one reference, and a change copies one path.
///
/// Rows are boxed: a path holds up to 32 of them in each node, and copying a row itself would touch every text in it.
package struct Table<Key: Hashable & Sendable, Row: Sendable>: Sendable {
    private final class Box: Sendable {
        let row: Row
        init(_ row: Row) { self.row = row }
    }

    private var tree: TreeDictionary<Key, Box> = [:]

    init() {}

    /// Of rows with one key the last is kept.
    init(_ rows: some Sequence<(Key, Row)>) {
        tree = TreeDictionary(rows.lazy.map { ($0, Box($1)) }, uniquingKeysWith: { _, last in last })
    }

    subscript(key: Key) -> Row? {
        get { tree[key]?.row }
        set { tree[key] = newValue.map(Box.init) }
    }

    var count: Int { tree.count }

    /// In no order: sort before anything is shown.
    var rows: some Sequence<Row> { tree.values.lazy.map(\.row) }

    mutating func keep(where isKept: (Row) -> Bool) { tree = tree.filter { isKept($0.value.row) } }
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
