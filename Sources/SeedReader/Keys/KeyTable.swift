/// The keys that a map of the seed may have: what is read, checked and suggested all comes from here.
struct KeyTable: Sendable {
    /// What becomes of a key's value.
    enum Fate: Sendable {
        case actedOn
        /// Shown, in tokens or by the Management API, but it changes nothing.
        case shown
        /// Stored and shown, but it changes nothing.
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
    /// Keys without a meaning of ours are data here, as in the profiles that identity providers send.
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
