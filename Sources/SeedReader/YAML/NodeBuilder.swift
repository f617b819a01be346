import TenantModel
import Yams

/// Turns the nodes of the YAML library into `SeedNode`s.
///
/// It expands aliases and `<<` within a budget, refuses tags and duplicate keys, and replaces keywords.
struct NodeBuilder {
    private let blinded: BlindedText
    private let duplicates: DuplicateKeys
    private let findings: Findings
    private let keywords: Keywords
    /// The index of the file.
    private let file: Int

    /// The most nodes that aliases may add to a file, far more than a seed that shares settings needs.
    static let mostAliasedNodes = 100_000
    /// The most levels of nesting, aliases included, so that code may walk the tree recursively.
    static let deepest = SeedLimits.mostLevels
    /// The most keys of one map.
    static let mostKeys = SeedLimits.mostMembers

    private var anchors: [String: Built] = [:]
    private var aliasedNodes = 0

    /// A node with its size and height, which is what an alias to it costs.
    struct Built {
        var node: SeedNode
        var size = 1
        var height = 1
    }

    /// An error that ends the reading at once, because a limit was exceeded.
    struct Abandoned: Error {
        let code: Complaint.Code
        let message: String
        let position: SeedPosition
        let path: SeedPath
    }

    init(_ composed: ComposedText, file: Int, findings: Findings, keywords: Keywords) {
        blinded = composed.blinded
        duplicates = composed.duplicates
        self.file = file
        self.findings = findings
        self.keywords = keywords
    }

    mutating func build(_ node: Node, at path: SeedPath, depth: Int = 1) throws(Abandoned) -> Built {
        let position = self.position(of: node)
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
        return try withKeywords(text, isQuoted: scalar.style == .doubleQuoted, at: path, position, depth)
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
            guard let key = try key(keyNode, at: path) else { continue }
            let value = whole.add(try build(valueNode, at: path + key, depth: depth + 1))
            if key == "<<", keyNode.scalar?.style == .plain {
                merged += value.items ?? [value]
            } else {
                entries.append(.init(key: key, keyPosition: self.position(of: keyNode), value: value))
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

    private func key(_ node: Node, at path: SeedPath) throws(Abandoned) -> String? {
        let position = self.position(of: node)
        guard let scalar = node.scalar else {
            findings.report(.badValue, "a key must be a single word", at: position, path)
            return nil
        }
        if let original = duplicates.renamed[.init(line: position.line, column: position.column)] {
            return blinded.restored(original)
        }
        guard scalar.style != .plain || blinded.alias(scalar.string) == nil else {
            findings.report(.alias, "an alias cannot be a key", at: position, path)
            return nil
        }
        refuse(scalar.tag, besides: .str, at: position, path)
        let key = SeedNode.Scalar(text: blinded.restored(scalar.string), isPlain: false)
        let text = try withKeywords(key, isQuoted: false, at: path, position, 1).node.text ?? ""
        guard SeedLimits.isShortEnough(text) else {
            let message = "a key of more than \(SeedLimits.longestName) characters as YAML writes it"
            findings.report(.badValue, message, at: position, path)
            return nil
        }
        return text
    }

    /// The first entry of each key; further ones are reported.
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
        // An anchor is known only after its node is complete, so a node cannot contain itself.
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

    /// The scalar with its keywords replaced; a scalar that is one keyword becomes the value, whatever its type.
    private func withKeywords(
        _ scalar: SeedNode.Scalar,
        isQuoted: Bool,
        at path: SeedPath,
        _ position: SeedPosition,
        _ depth: Int
    ) throws(Abandoned) -> Built {
        let asWritten = Built(node: SeedNode(content: .scalar(scalar), position: position))
        guard !keywords.isOff, scalar.text.utf8.count >= 5, !path.isOfKeywords, KeywordMarker.stand(in: scalar.text)
        else { return asWritten }
        if let marker = KeywordMarker.whole(scalar.text), let value = keywords.value(of: marker),
            marker.isJSON || scalar.isPlain
        {
            return try expand(value, for: marker, scalar, at: path, position, depth)
        }
        guard let pieces = keywords.pieces(of: scalar.text, isQuoted: isQuoted) else {
            throw Abandoned(code: .badValue, message: Keywords.growth, position: position, path: path)
        }
        guard !pieces.isEmpty else { return asWritten }
        let text = pieces.map(\.text).joined()
        var replaced = SeedNode.Scalar(text: text, isPlain: false, written: scalar.text)
        replaced.unresolved = pieces.filter { $0.isKeyword && $0.value == nil }.map { String($0.written) }
        return Built(node: SeedNode(content: .scalar(replaced), position: position))
    }

    /// The value of a keyword that is a whole scalar.
    private func expand(
        _ value: Keywords.Value,
        for marker: KeywordMarker,
        _ scalar: SeedNode.Scalar,
        at path: SeedPath,
        _ position: SeedPosition,
        _ depth: Int
    ) throws(Abandoned) -> Built {
        let (size, height) = value.node.measure
        guard keywords.spend(JSONValue(coreSchema: value.node).serialized.count) else {
            throw Abandoned(code: .badValue, message: Keywords.growth, position: position, path: path)
        }
        guard depth + height - 1 <= Self.deepest else {
            let message = "keyword \(marker.text) makes this nested deeper than \(Self.deepest) levels"
            throw Abandoned(code: .badValue, message: message, position: position, path: path)
        }
        var node = value.isOwn ? value.node : value.node.moved(to: position)
        node.position = position
        if case .scalar(var inserted) = node.content {
            // The text of `##KEY##` is read as if it were written there: it may be a number, a flag or null.
            if !marker.isJSON { inserted.isPlain = !inserted.text.contains(where: \.isNewline) }
            inserted.written = scalar.text
            node.content = .scalar(inserted)
        }
        return Built(node: node, size: size, height: height)
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
    /// Adds the size and height of a child, and returns its node.
    fileprivate mutating func add(_ child: Self) -> SeedNode {
        size += child.size
        height = max(height, child.height + 1)
        return child.node
    }
}

extension NodeBuilder {
    /// The place of a node.
    fileprivate func position(of node: Node) -> SeedPosition {
        .init(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, file: file)
    }
}

extension SeedPath {
    /// True for the values of keywords, which are not searched for keywords; an overlay has them at its root, too.
    fileprivate var isOfKeywords: Bool {
        let names = names
        return names.first == "keywords" || names.starts(with: ["emulator", "keywords"])
    }
}
