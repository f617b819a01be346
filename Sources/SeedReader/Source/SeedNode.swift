/// A node of a seed's tree; scalars keep their text as written.
///
/// The reader of a key decides whether the text is a number or a flag. A YAML 1.1 resolver would turn `no` into false,
/// `0123` into 83 and `12:30:00` into 45000.
struct SeedNode: Sendable {
    enum Content: Sendable {
        case scalar(Scalar)
        case list([SeedNode])
        case map([Entry])
    }

    struct Scalar: Hashable, Sendable {
        var text: String
        /// True if it was written without quotes; only such scalars may be a number, a flag or null.
        var isPlain: Bool
        /// The text before keywords were replaced; nil if it has none.
        var written: String?
        /// The keywords in it that have no value, as written.
        var unresolved: [String] = []
    }

    struct Entry: Sendable {
        var key: String
        var keyPosition: SeedPosition
        var value: SeedNode
    }

    var content: Content
    var position: SeedPosition

    /// True for `key:`, `~` and `null`, which give no value.
    var isNull: Bool {
        guard case .scalar(let scalar) = content, scalar.isPlain else { return false }
        return ["", "~", "null"].contains(scalar.text)
    }

    /// True if it has a keyword without a value; the checks then skip it.
    var isUnresolved: Bool {
        guard case .scalar(let scalar) = content else { return false }
        return !scalar.unresolved.isEmpty
    }

    var text: String? {
        guard case .scalar(let scalar) = content, !isNull else { return nil }
        return scalar.text
    }

    var items: [SeedNode]? {
        guard case .list(let items) = content else { return nil }
        return items
    }

    var entries: [Entry]? {
        guard case .map(let entries) = content else { return nil }
        return entries
    }

    /// The value of `key`; nil if it is absent or null.
    subscript(key: String) -> SeedNode? {
        guard let value = entries?.first(where: { $0.key == key })?.value, !value.isNull else { return nil }
        return value
    }

    /// The words of complaints for this kind of value.
    var kind: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a single value"
        case .list: "a list"
        case .map: "a map"
        }
    }
}
