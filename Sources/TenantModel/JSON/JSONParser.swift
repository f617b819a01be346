/// Why a text is not JSON, and at which byte.
package struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    package let reason: String
    package let offset: Int

    package var description: String { "\(reason) at byte \(offset)" }
}

extension JSONValue {
    /// Reads one JSON text (RFC 8259), strictly.
    ///
    /// Refused: duplicate names, trailing commas, comments, a byte-order mark, invalid UTF-8, lone surrogates, numbers
    /// that do not fit, nesting deeper than `depth`, anything after the value.
    package init(parsing bytes: [UInt8], depth: Int = 64) throws(JSONSyntaxError) {
        var parser = JSONParser(bytes: bytes, maximumDepth: depth)
        self = try parser.document()
    }

    package init(parsing text: String, depth: Int = 64) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8), depth: depth)
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    let maximumDepth: Int
    var position = 0

    init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    mutating func document() throws(JSONSyntaxError) -> JSONValue {
        let value = try value(at: 0)
        skipBlanks()
        guard position == bytes.count else { throw failure("unexpected text after the value") }
        return value
    }

    private func failure(_ reason: String) -> JSONSyntaxError { JSONSyntaxError(reason: reason, offset: position) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value(at depth: Int) throws(JSONSyntaxError) -> JSONValue {
        skipBlanks()
        guard let first = current else { throw failure("the text ends where a value should be") }
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < maximumDepth else { throw failure("nested deeper than \(maximumDepth) levels") }
            return first == UInt8(ascii: "{") ? .object(try object(at: depth)) : .array(try array(at: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw failure("unexpected character")
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
        for offset in 0..<word.utf8CodeUnitCount {
            guard current == word.utf8Start[offset] else { throw failure("unexpected character") }
            position += 1
        }
        return value
    }

    private mutating func object(at depth: Int) throws(JSONSyntaxError) -> JSONObject {
        position += 1
        var members: [JSONObject.Member] = []
        var names: Set<ExactText> = []
        skipBlanks()
        if current == UInt8(ascii: "}") {
            position += 1
            return JSONObject()
        }
        while true {
            skipBlanks()
            guard current == UInt8(ascii: "\"") else { throw failure("a member's name must be a string") }
            let name = try string()
            guard names.insert(ExactText(name)).inserted else { throw failure("duplicate name \"\(name)\"") }
            skipBlanks()
            guard current == UInt8(ascii: ":") else { throw failure("expected a colon") }
            position += 1
            members.append(.init(name: name, value: try value(at: depth + 1)))
            skipBlanks()
            if current == UInt8(ascii: ",") {
                position += 1
            } else if current == UInt8(ascii: "}") {
                position += 1
                return JSONObject(distinct: members)
            } else {
                throw failure("expected a comma or a closing brace")
            }
        }
    }

    private mutating func array(at depth: Int) throws(JSONSyntaxError) -> [JSONValue] {
        position += 1
        var elements: [JSONValue] = []
        skipBlanks()
        if current == UInt8(ascii: "]") {
            position += 1
            return []
        }
        while true {
            elements.append(try value(at: depth + 1))
            skipBlanks()
            if current == UInt8(ascii: ",") {
                position += 1
            } else if current == UInt8(ascii: "]") {
                position += 1
                return elements
            } else {
                throw failure("expected a comma or a closing bracket")
            }
        }
    }

    private mutating func string() throws(JSONSyntaxError) -> String {
        position += 1
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if current == UInt8(ascii: "\"") {
            defer { position += 1 }
            return try utf8(bytes[start..<position])
        }
        var collected = Array(bytes[start..<position])
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try utf8(collected[...])
            case UInt8(ascii: "\\"):
                position += 1
                collected.append(contentsOf: String(try escape()).utf8)
            case ..<0x20: throw failure("control character in a string")
            default:
                collected.append(byte)
                position += 1
            }
        }
        throw failure("a string does not end")
    }

    private func utf8(_ bytes: ArraySlice<UInt8>) throws(JSONSyntaxError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw failure("invalid UTF-8") }
        return text
    }

    private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
        guard let byte = current else { throw failure("a string does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw failure("unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let unit = try hexadecimal()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(UInt16(unit)), current == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw failure("lone surrogate") }
        position += 2
        let second = try hexadecimal()
        guard UTF16.isTrailSurrogate(UInt16(second)),
            let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00))
        else { throw failure("lone surrogate") }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure("expected four hexadecimal digits")
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
        var isInteger = true
        if current == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw failure("a number does not fit") }
        return .number(number)
    }

    private mutating func digits() throws(JSONSyntaxError) {
        let start = position
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw failure("expected a digit") }
    }
}
