import TenantModel

/// Reads a map of the seed key by key, after `ShapeCheck`; a value of the wrong type reads as absent.
struct Fields {
    let node: SeedNode
    let path: SeedPath

    func node(_ key: String) -> SeedNode? { node[key] }
    func has(_ key: String) -> Bool { node[key] != nil }
    func text(_ key: String) -> String? { node[key]?.text }
    /// The text of a key; nil also for a keyword without a value, which exports have in place of secrets.
    func resolvedText(_ key: String) -> String? { node[key].flatMap { $0.isUnresolved ? nil : $0.text } }
    func flag(_ key: String) -> Bool? { node[key]?.flag }
    func integer(_ key: String) -> Int? { text(key).flatMap { Int($0) } }
    func amount(_ key: String) -> Double? { node[key]?.amount }
    func instant(_ key: String) -> Timestamp? { text(key).flatMap { Timestamp(rfc3339: $0) } }
    func data(_ key: String) -> JSONObject? { node[key].flatMap { JSONValue(coreSchema: $0).object } }

    func choice<Choice: RawRepresentable<String>>(_ key: String, _: Choice.Type = Choice.self) -> Choice? {
        text(key).flatMap(Choice.init(rawValue:))
    }

    /// The texts of a list; nil if the key is absent.
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

    /// The texts of the list below `key`, with their places.
    func places(_ key: String) -> [(text: String, position: SeedPosition, path: SeedPath)] {
        (node[key]?.items ?? []).enumerated().compactMap { index, item in
            item.text.map { ($0, item.position, path + key + index) }
        }
    }

    /// The text below `key`, or those of its list, with their places; nil if it is absent.
    func oneOrMore(_ key: String) -> [(text: String, position: SeedPosition, path: SeedPath)]? {
        guard let node = node(key) else { return nil }
        return node.text.map { [($0, node.position, path + key)] } ?? places(key)
    }

    /// The place for a complaint about `key`: its value, or the whole map if it is absent.
    func position(of key: String) -> SeedPosition { node[key]?.position ?? node.position }

    var label: String { node.label(at: path) }

    /// The values that are stored and not acted on: those of `kept` keys, and of unknown keys if they are allowed.
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
    /// Reads a checked value by its shape: the value of a text key stays text, even if it looks like a number.
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
