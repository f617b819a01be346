import TenantModel

/// Values of keywords that come from outside the seed.
struct GivenKeywords {
    /// The environment of the process.
    var environment: [String: String] = [:]
    /// The values in `AUTH0_KEYWORD_REPLACE_MAPPINGS` of the deployment tool's configuration.
    var mapping: [(name: String, node: SeedNode)] = []
    /// The values of the overlays; a later one overrides an earlier one.
    var overlays: [(name: String, node: SeedNode)] = []

    /// The only key of the tool's configuration that is read.
    static let mappingKey = "AUTH0_KEYWORD_REPLACE_MAPPINGS"
}

extension SeedNode {
    /// Creates the node of a value as if it were written at `position`.
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

    /// The node and all nodes below it, as if they were written at `position`.
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

    /// The number of nodes in it, and the number of levels.
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
