import TenantModel
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    @Test("writes what it read, byte for byte", arguments: documents)
    func roundTrip(_ text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(value.serializedText == text)
        #expect(value.serialized == Array(text.utf8))
        #expect(value.object.map(\.serializedText) ?? text == text)
    }

    static let documents = [
        "null", "true", "false", "0", "-1", "1462363200", "9223372036854775807", "-9223372036854775808", "1.5", "-0.0",
        "1e+308", "5e-324", "0.1", "\"\"", "[]", "{}", "[[],{}]", #"{"b":1,"a":2,"":3,"B":4}"#,
        #"{"z":{"y":[1,"2",null,true,3.5]},"a":[]}"#, #""é😀/<>&'""#, "\"\u{7F}\u{2028}\u{2029}e\u{301}\"",
    ]

    @Test("writes numbers that JSON knows, and that read back as they were")
    func numbers() throws {
        let numbers = [0x1p63, -0x1p63, 1e16, 1e-7, 0.1 + 0.2, 1e22, 123_456_789.125, .greatestFiniteMagnitude, .pi]
        for number in numbers {
            #expect(try JSONValue(parsing: JSONValue.number(number).serializedText) == .number(number))
        }
    }

    @Test("escapes the control characters, the quotation mark and the backslash, and nothing else")
    func escapes() throws {
        let short: [UInt8: String] = [
            0x0A: #"\n"#, 0x0D: #"\r"#, 0x09: #"\t"#, 0x22: #"\""#, 0x5C: #"\\"#,
        ]
        let digits = Array("0123456789abcdef")
        for byte in UInt8(0)...0x7F {
            let character = String(Unicode.Scalar(byte))
            let long = byte < 0x20 ? #"\u00"# + String([digits[Int(byte >> 4)], digits[Int(byte & 15)]]) : character
            #expect(JSONValue.string(character).serializedText == "\"\(short[byte] ?? long)\"")
        }
    }

    @Test("escapes names like any other text, though a mark follows the quotation mark")
    func hostileNames() throws {
        let object: JSONObject = ["a\"\u{301},\"b": 1, "\\": 2, "\r\n": 3]
        #expect(object.serializedText == "{\"a\\\"\u{301},\\\"b\":1,\"\\\\\":2,\"\\r\\n\":3}")
        #expect(try JSONValue(parsing: object.serializedText) == .object(object))
    }

    @Test("carries every scalar there and back")
    func scalars() throws {
        var text = ""
        for value in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        let read = try JSONValue(parsing: JSONValue.string(text).serialized).text
        #expect(read.map { Array($0.utf8) } == Array(text.utf8))
    }
}
