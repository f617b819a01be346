import TenantModel

/// Writes open data as block YAML that readers of YAML 1.1 and of 1.2 understand alike.
///
/// The emitter of the YAML library does not fit: it writes keys of more than 128 bytes as `? key`, which our reader
/// refuses, and leaves `0123` and `12:30:00` without quotes, which YAML 1.1 reads as numbers.
struct YAMLWriter {
    private var output = ""

    static func text(of document: JSONObject) -> String {
        guard !document.isEmpty else { return "{}\n" }
        var writer = YAMLWriter()
        writer.write(members: document, indentation: 0, startsInLine: false)
        return writer.output
    }

    private static let step = 2

    /// - Parameter startsInLine: true if the first member continues the current line.
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

    /// Writes the value after a key or a dash of that indentation, and ends the line.
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
            // YAML 1.1 reads `1e+20`, which has no point, as text.
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
