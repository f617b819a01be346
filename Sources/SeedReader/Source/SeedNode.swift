/// A piece of a seed as written: scalars keep their text, and only whoever needs a number or a truth value reads one.
///
/// A YAML 1.1 resolver would turn `no` into false, `0123` into 83 and `12:30:00` into 45000 (case SE-08).
struct SeedNode: Sendable {
    enum Content: Sendable {
        case scalar(Scalar)
        case list([SeedNode])
        case map([Entry])
    }

    struct Scalar: Hashable, Sendable {
        var text: String
        /// Written without quotes: the only scalars that may mean something other than their text.
        var isPlain: Bool
        /// As the file has it, where `text` has keywords replaced.
        var written: String?
        /// Its keywords that have no value, as written.
        var unresolved: [String] = []
    }

    struct Entry: Sendable {
        var key: String
        var keyPosition: SeedPosition
        var value: SeedNode
    }

    var content: Content
    var position: SeedPosition

    /// `key:`, `~` and `null` say that nothing is given.
    var isNull: Bool {
        guard case .scalar(let scalar) = content, scalar.isPlain else { return false }
        return ["", "~", "null"].contains(scalar.text)
    }

    /// Whether it has a keyword without a value, so that nothing can be said about it.
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

    /// The value under `key`; nil where it is absent or null.
    subscript(key: String) -> SeedNode? {
        guard let value = entries?.first(where: { $0.key == key })?.value, !value.isNull else { return nil }
        return value
    }

    /// The word a complaint uses for this kind of value.
    var kind: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a single value"
        case .list: "a list"
        case .map: "a map"
        }
    }
}
