import TenantModel

/// Writes open data as block YAML that every reader of YAML 1.1 or 1.2 understands alike.
///
/// Not the library's emitter: it writes keys of more than 128 bytes as `? key`, which no seed may have, and decides
/// quotes by a schema that takes `0123` and `12:30:00` for text.
struct YAMLWriter {
    private var output = ""

    static func text(of document: JSONObject) -> String {
        guard !document.isEmpty else { return "{}\n" }
        var writer = YAMLWriter()
        writer.write(members: document, indentation: 0, startsInLine: false)
        return writer.output
    }

    private static let step = 2

    /// - Parameter startsInLine: the first member stands behind what is written already.
    private mutating func write(members object: JSONObject, indentation: Int, startsInLine: Bool) {
        for (index, member) in object.members.enumerated() {
            if index > 0 || !startsInLine { indent(indentation) }
            output += YAMLScalar(member.name).key
            output += ":"
            write(member.value, within: indentation)
        }
    }

    private mutating func write(elements: [JSONValue], indentation: Int, startsInLine: Bool) {
        for (index, element) in elements.enumerated() {
            if index > 0 || !startsInLine { indent(indentation) }
            output += "-"
            switch element {
            case .object(let object) where !object.isEmpty:
                output += " "
                write(members: object, indentation: indentation + Self.step, startsInLine: true)
            case .array(let elements) where !elements.isEmpty:
                output += " "
                write(elements: elements, indentation: indentation + Self.step, startsInLine: true)
            default: write(element, within: indentation)
            }
        }
    }

    /// What stands behind a key or a dash of that indentation, and the end of its line.
    private mutating func write(_ value: JSONValue, within indentation: Int) {
        switch value {
        case .object(let object) where !object.isEmpty:
            output += "\n"
            write(members: object, indentation: indentation + Self.step, startsInLine: false)
        case .array(let elements) where !elements.isEmpty:
            output += "\n"
            write(elements: elements, indentation: indentation + Self.step, startsInLine: false)
        case .string(let text):
            let scalar = YAMLScalar(text)
            output += " "
            guard let block = scalar.literalBlock else {
                output += scalar.inLine
                output += "\n"
                return
            }
            output += "\(block.header(indentedBy: Self.step))\n"
            for line in block.lines {
                if !line.isEmpty { indent(indentation + Self.step) }
                output += line
                output += "\n"
            }
        case .number(let number):
            // YAML 1.1 takes `1e+20` for text.
            let written = number.description
            output += " "
            output += written.contains(".") ? written : written.replacing("e", with: ".0e", maxReplacements: 1)
            output += "\n"
        case .null, .bool, .integer, .array, .object:
            // As JSON writes them, empty lists and maps included.
            output += " "
            output += value.serializedText
            output += "\n"
        }
    }

    private mutating func indent(_ count: Int) { output += String(repeating: " ", count: count) }
}
