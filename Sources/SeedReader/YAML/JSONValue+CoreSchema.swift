import TenantModel

extension JSONValue {
    /// Reads open data by the core schema of YAML 1.2 (§10.3.2): `yes` is a string, `0123` is 123.
    ///
    /// `.inf` and `.nan` stay text, because JSON has no number for them.
    init(coreSchema node: SeedNode) {
        switch node.content {
        case .scalar(let scalar): self.init(coreSchema: scalar)
        case .list(let items): self = .array(items.map { JSONValue(coreSchema: $0) })
        case .map(let entries):
            self = .object(JSONObject(entries.map { ($0.key, JSONValue(coreSchema: $0.value)) }))
        }
    }

    private init(coreSchema scalar: SeedNode.Scalar) {
        let text = scalar.text
        guard scalar.isPlain else {
            self = .string(text)
            return
        }
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        default: self = Self.number(coreSchema: text) ?? .string(text)
        }
    }

    private static func number(coreSchema text: String) -> JSONValue? {
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return nil }
        if text.hasPrefix("0o") { return digits(text.dropFirst(2), radix: 8) }
        if text.hasPrefix("0x") { return digits(text.dropFirst(2), radix: 16) }
        if let integer = Int(text) { return .integer(integer) }
        // `Double` also reads `0x1p3`, `infinity` and `nan`, which are not core schema numbers.
        guard text.utf8.allSatisfy({ "+-.eE0123456789".utf8.contains($0) }), let number = Double(text),
            number.isFinite
        else { return nil }
        return .number(number)
    }
    private static func digits(_ text: Substring, radix: Int) -> JSONValue? {
        guard let first = text.first, first.isHexDigit else { return nil }
        return Int(text, radix: radix).map(JSONValue.integer)
    }
}
