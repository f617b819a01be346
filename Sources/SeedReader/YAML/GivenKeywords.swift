import TenantModel

/// What gives keywords their values from outside of a seed.
struct GivenKeywords {
    /// Of the process that reads it.
    var environment: [String: String] = [:]
    /// `AUTH0_KEYWORD_REPLACE_MAPPINGS` of the deployment tool's configuration.
    var mapping: [(name: String, node: SeedNode)] = []
    /// Of the overlays, the last one last.
    var overlays: [(name: String, node: SeedNode)] = []

    /// The tool's name for what maps keywords to values; nothing else of its configuration is looked at.
    static let mappingKey = "AUTH0_KEYWORD_REPLACE_MAPPINGS"
}

extension SeedNode {
    /// A value as if it were written at `position`.
    init(_ value: JSONValue, at position: SeedPosition) {
        switch value {
        case .null: self.init(content: .scalar(.init(text: "null", isPlain: true)), position: position)
        case .string(let text): self.init(content: .scalar(.init(text: text, isPlain: false)), position: position)
        case .bool, .integer, .number:
            self.init(content: .scalar(.init(text: value.serializedText, isPlain: true)), position: position)
        case .array(let elements):
            self.init(content: .list(elements.map { SeedNode($0, at: position) }), position: position)
        case .object(let object):
            let entries = object.members.map {
                Entry(key: $0.name, keyPosition: position, value: SeedNode($0.value, at: position))
            }
            self.init(content: .map(entries), position: position)
        }
    }

    /// The same, as if all of it were written at `position`.
    func moved(to position: SeedPosition) -> SeedNode {
        var node = self
        node.position = position
        switch content {
        case .scalar: break
        case .list(let items): node.content = .list(items.map { $0.moved(to: position) })
        case .map(let entries):
            node.content = .map(
                entries.map { Entry(key: $0.key, keyPosition: position, value: $0.value.moved(to: position)) }
            )
        }
        return node
    }

    /// How many values it is made of, and on how many levels.
    var measure: (size: Int, height: Int) {
        let children: [SeedNode] =
            switch content {
            case .scalar: []
            case .list(let items): items
            case .map(let entries): entries.map(\.value)
            }
        return children.reduce((size: 1, height: 1)) { whole, child in
            let part = child.measure
            return (whole.size + part.size, max(whole.height, part.height + 1))
        }
    }
}
