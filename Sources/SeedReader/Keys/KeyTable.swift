/// The keys that a map of the seed may have; checks, hints and readers use it.
struct KeyTable: Sendable {
    /// What happens with a key's value.
    enum Fate: Sendable {
        case actedOn
        /// Data of the tenant that clients or rules may see; no decision depends on it.
        case shown
        /// Stored, but not acted on; a note says so.
        case kept
    }

    struct Key: Sendable {
        let name: String
        let shape: Shape
        var fate = Fate.actedOn
        var isRequired = false

        var required: Key {
            var key = self
            key.isRequired = true
            return key
        }
    }

    let keys: [Key]
    /// True if unknown keys are data, as in the profiles that identity providers send.
    let isOpen: Bool
    private let indices: [String: Int]

    init(_ keys: [Key], isOpen: Bool = false) {
        self.keys = keys
        self.isOpen = isOpen
        indices = Dictionary(keys.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    subscript(name: String) -> Key? { indices[name].map { keys[$0] } }
}

extension KeyTable.Key {
    static func key(_ name: String, _ shape: Shape) -> Self { Self(name: name, shape: shape) }
    static func shown(_ name: String, _ shape: Shape) -> Self { Self(name: name, shape: shape, fate: .shown) }
    static func kept(_ name: String, _ shape: Shape) -> Self { Self(name: name, shape: shape, fate: .kept) }

    static func kept(_ names: [String], _ shape: Shape) -> [Self] { names.map { kept($0, shape) } }
}
