import TenantModel

/// A map of the seed that `ShapeCheck` has seen, read key by key; what has the wrong type reads as absent.
struct Fields {
    let node: SeedNode
    let path: SeedPath

    func node(_ key: String) -> SeedNode? { node[key] }
    func has(_ key: String) -> Bool { node[key] != nil }
    func text(_ key: String) -> String? { node[key]?.text }
    /// Nil also for a keyword without a value, such as the deployment tool writes in place of a secret.
    func resolvedText(_ key: String) -> String? { node[key].flatMap { $0.isUnresolved ? nil : $0.text } }
    func flag(_ key: String) -> Bool? { node[key]?.flag }
    func integer(_ key: String) -> Int? { text(key).flatMap { Int($0) } }
    func amount(_ key: String) -> Double? { node[key]?.amount }
    func instant(_ key: String) -> Timestamp? { text(key).flatMap { Timestamp(rfc3339: $0) } }
    func data(_ key: String) -> JSONObject? { node[key].flatMap { JSONValue(coreSchema: $0).object } }

    func choice<Choice: RawRepresentable<String>>(_ key: String, _: Choice.Type = Choice.self) -> Choice? {
        text(key).flatMap(Choice.init(rawValue:))
    }

    /// The list's single values; nil where the key is absent.
    func texts(_ key: String) -> [String]? { node[key]?.items?.compactMap(\.text) }

    /// The map below `key`.
    func fields(_ key: String) -> Fields? {
        node[key].flatMap { $0.entries == nil ? nil : Fields(node: $0, path: path + key) }
    }

    /// The maps of the list below `key`.
    func items(_ key: String) -> [Fields] {
        (node[key]?.items ?? []).enumerated().compactMap { index, item in
            item.entries == nil ? nil : Fields(node: item, path: path + key + index)
        }
    }

    /// The values of the list below `key`, with their places.
    func places(_ key: String) -> [(text: String, position: SeedPosition, path: SeedPath)] {
        (node[key]?.items ?? []).enumerated().compactMap { index, item in
            item.text.map { ($0, item.position, path + key + index) }
        }
    }

    /// The single value below `key`, or those of its list, with their places; nil where it is absent.
    func oneOrMore(_ key: String) -> [(text: String, position: SeedPosition, path: SeedPath)]? {
        guard let node = node(key) else { return nil }
        return node.text.map { [($0, node.position, path + key)] } ?? places(key)
    }

    /// Where a complaint about `key` points: its value, or the map as a whole where it is absent.
    func position(of key: String) -> SeedPosition { node[key]?.position ?? node.position }

    var label: String { node.label(at: path) }

    /// What is stored and shown without being acted on: the table's kept keys and, in files of another tool, strangers.
    func kept(_ table: KeyTable) -> JSONObject {
        JSONObject(
            (node.entries ?? []).compactMap { entry in
                guard !entry.value.isNull, !entry.key.hasPrefix("x-") else { return nil }
                guard let key = table[entry.key] else { return (entry.key, JSONValue(coreSchema: entry.value)) }
                return key.fate == .kept ? (entry.key, JSONValue(entry.value, as: key.shape)) : nil
            }
        )
    }
}

extension JSONValue {
    /// A checked value by its shape: what is text by its key stays text, whatever it looks like.
    init(_ node: SeedNode, as shape: Shape) {
        switch (shape, node.content) {
        case (.text, .scalar), (.choice, .scalar), (.instant, .scalar): self = node.text.map(JSONValue.string) ?? .null
        case (.number, .scalar):
            self = node.text.flatMap { Int($0) }.map(JSONValue.integer) ?? node.amount.map(JSONValue.number) ?? .null
        case (.integer, .scalar): self = node.text.flatMap { Int($0) }.map(JSONValue.integer) ?? .null
        case (.list(let element), .list(let items)): self = .array(items.map { JSONValue($0, as: element) })
        case (.openMap(let values), .map(let entries)):
            self = .object(JSONObject(entries.map { ($0.key, JSONValue($0.value, as: values)) }))
        case (.map(let table), .map(let entries)):
            self = .object(
                JSONObject(
                    entries.filter { !$0.key.hasPrefix("x-") && !$0.value.isNull }.map {
                        ($0.key, JSONValue($0.value, as: table[$0.key]?.shape ?? .open))
                    }
                )
            )
        case (.either(let single, _), .scalar): self.init(node, as: single)
        case (.either(_, let other), _): self.init(node, as: other)
        default: self.init(coreSchema: node)
        }
    }
}
