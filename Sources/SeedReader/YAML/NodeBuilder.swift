import Yams

/// Turns the library's nodes into ours: expands aliases and `<<` within a budget, refuses tags and doubled keys.
struct NodeBuilder {
    let blinded: BlindedText
    let duplicates: DuplicateKeys
    let findings: Findings

    /// Nodes that aliases may add, all together.
    ///
    /// A seed that shares settings stays far below; a bomb does not.
    static let mostAliasedNodes = 100_000
    /// Levels of nesting, aliases included: whoever walks the tree may recurse.
    static let deepest = 64
    /// Keys of one map: `JSONObject` keeps members in order and looks them up one by one.
    static let mostKeys = 1000

    private var anchors: [String: Built] = [:]
    private var aliasedNodes = 0

    /// A node with what an alias to it costs.
    struct Built {
        var node: SeedNode
        var size = 1
        var height = 1
    }

    /// What ends the reading at once: going on would cost what the limits are there to save.
    struct Abandoned: Error {
        let code: Complaint.Code
        let message: String
        let position: SeedPosition
        let path: SeedPath
    }

    init(blinded: BlindedText, duplicates: DuplicateKeys, findings: Findings) {
        self.blinded = blinded
        self.duplicates = duplicates
        self.findings = findings
    }

    mutating func build(_ node: Node, at path: SeedPath, depth: Int = 1) throws(Abandoned) -> Built {
        let position = node.position
        guard depth <= Self.deepest else {
            throw Abandoned(
                code: .badValue,
                message: "nested deeper than \(Self.deepest) levels",
                position: position,
                path: path
            )
        }
        let built: Built
        switch node {
        case .scalar(let scalar): built = try build(scalar, at: path, position, depth)
        case .sequence(let sequence): built = try build(sequence, at: path, position, depth)
        case .mapping(let mapping): built = try build(mapping, at: path, position, depth)
        case .alias:
            // The composer resolves aliases and never makes one; its text has none anyway.
            throw Abandoned(code: .alias, message: "unexpected alias", position: position, path: path)
        }
        if let anchor = node.anchor?.rawValue { anchors[anchor] = built }
        return built
    }

    private mutating func build(
        _ scalar: Node.Scalar,
        at path: SeedPath,
        _ position: SeedPosition,
        _ depth: Int
    ) throws(Abandoned) -> Built {
        if scalar.style == .plain, let name = blinded.alias(scalar.string) {
            return try expand(name, at: path, position, depth)
        }
        refuse(scalar.tag, besides: .str, at: position, path)
        let isPlain = scalar.style == .plain && scalar.tag.description != Tag.Name.str.rawValue
        let text = SeedNode.Scalar(text: blinded.restored(scalar.string), isPlain: isPlain)
        return Built(node: SeedNode(content: .scalar(text), position: position))
    }

    private mutating func build(
        _ sequence: Node.Sequence,
        at path: SeedPath,
        _ position: SeedPosition,
        _ depth: Int
    ) throws(Abandoned) -> Built {
        refuse(sequence.tag, besides: .seq, at: position, path)
        var whole = Built(node: SeedNode(content: .list([]), position: position))
        var items: [SeedNode] = []
        items.reserveCapacity(sequence.count)
        for (index, item) in sequence.enumerated() {
            items.append(whole.add(try build(item, at: path + index, depth: depth + 1)))
        }
        whole.node.content = .list(items)
        return whole
    }

    private mutating func build(
        _ mapping: Node.Mapping,
        at path: SeedPath,
        _ position: SeedPosition,
        _ depth: Int
    ) throws(Abandoned) -> Built {
        refuse(mapping.tag, besides: .map, at: position, path)
        guard mapping.count <= Self.mostKeys else {
            let message = "more than \(Self.mostKeys) keys in one map"
            throw Abandoned(code: .badValue, message: message, position: position, path: path)
        }
        var whole = Built(node: SeedNode(content: .map([]), position: position))
        var entries: [SeedNode.Entry] = []
        entries.reserveCapacity(mapping.count)
        var merged: [SeedNode] = []
        for (keyNode, valueNode) in mapping {
            guard let key = key(keyNode, at: path) else { continue }
            let value = whole.add(try build(valueNode, at: path + key, depth: depth + 1))
            if key == "<<", keyNode.scalar?.style == .plain {
                merged += value.items ?? [value]
            } else {
                entries.append(.init(key: key, keyPosition: keyNode.position, value: value))
            }
        }
        entries = distinct(entries, at: path)
        for map in merged {
            guard let inherited = map.entries else {
                findings.report(.wrongType, "\"<<\" takes a map, found \(map.kind)", at: map.position, path + "<<")
                continue
            }
            let own = Set(entries.map(\.key))
            entries += inherited.filter { !own.contains($0.key) }
        }
        whole.node.content = .map(entries)
        return whole
    }

    private func key(_ node: Node, at path: SeedPath) -> String? {
        guard let scalar = node.scalar else {
            findings.report(.badValue, "a key must be a single word", at: node.position, path)
            return nil
        }
        if let original = duplicates.renamed[node.position] { return blinded.restored(original) }
        guard scalar.style != .plain || blinded.alias(scalar.string) == nil else {
            findings.report(.alias, "an alias cannot be a key", at: node.position, path)
            return nil
        }
        refuse(scalar.tag, besides: .str, at: node.position, path)
        return blinded.restored(scalar.string)
    }

    /// Each key's first entry, with a complaint for every further one.
    private func distinct(_ entries: [SeedNode.Entry], at path: SeedPath) -> [SeedNode.Entry] {
        var first: [String: SeedPosition] = [:]
        return entries.filter { entry in
            guard let earlier = first.updateValue(entry.keyPosition, forKey: entry.key) else { return true }
            first[entry.key] = earlier
            findings.report(
                .duplicateKey,
                "duplicate key \"\(entry.key)\"; first written at \(findings.place(earlier))",
                at: entry.keyPosition,
                path + entry.key
            )
            return false
        }
    }

    private mutating func expand(
        _ name: String,
        at path: SeedPath,
        _ position: SeedPosition,
        _ depth: Int
    ) throws(Abandoned) -> Built {
        // An anchor is known once its node is complete, so one that names itself is unknown inside of itself.
        guard let built = anchors[name] else {
            findings.report(
                .alias,
                "alias \"*\(name)\" has no anchor \"&\(name)\" that is complete above it",
                at: position,
                path
            )
            return Built(node: SeedNode(content: .scalar(.init(text: "", isPlain: true)), position: position))
        }
        aliasedNodes += built.size
        guard aliasedNodes <= Self.mostAliasedNodes, depth + built.height - 1 <= Self.deepest else {
            throw Abandoned(
                code: .alias,
                message: "aliases add more than \(Self.mostAliasedNodes) nodes or \(Self.deepest) levels to this file",
                position: position,
                path: path
            )
        }
        return built
    }

    private func refuse(_ tag: Tag, besides own: Tag.Name, at position: SeedPosition, _ path: SeedPath) {
        let name = tag.description
        guard name != Tag.Name.implicit.rawValue, name != Tag.Name.nonSpecific.rawValue, name != own.rawValue else {
            return
        }
        findings.report(.notSupported, "a seed has no tags, found \"\(name)\"", at: position, path)
    }
}

extension NodeBuilder.Built {
    /// Counts a child in and hands back its node.
    fileprivate mutating func add(_ child: Self) -> SeedNode {
        size += child.size
        height = max(height, child.height + 1)
        return child.node
    }
}

extension Node {
    /// Every node that was read from a text has a mark.
    fileprivate var position: SeedPosition { mark.map { .init(line: $0.line, column: $0.column) } ?? .start }
}
