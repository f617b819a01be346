import TenantModel
import Testing

@Suite("Reading JSON")
struct JSONParserTests {
    @Test("takes every shape of RFC 8259", arguments: readings)
    func takes(_ row: (text: String, value: JSONValue)) throws {
        #expect(try JSONValue(parsing: row.text) == row.value)
    }

    static let readings: [(text: String, value: JSONValue)] = [
        ("null", nil), ("true", true), ("false", false), ("\"\"", ""), ("[]", []), ("{}", [:]),
        (" \t\r\n[ 1 , 2 ]\n", [1, 2]),
        (#"{"a":{"b":[{"c":null}]}}"#, ["a": ["b": [["c": nil]]]]),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0041\u00e9\u00E9\u0000""#, "A\u{E9}\u{E9}\u{0}"),
        (#""\ud83d\uDE00""#, "😀"), (#""\uFFFF""#, "\u{FFFF}"),
        ("\"é😀\u{7F}\u{2028}\"", "é😀\u{7F}\u{2028}"),
    ]

    @Test("keeps integers exact and takes fractions to the nearest", arguments: numbers)
    func number(_ row: (text: String, value: JSONValue)) throws {
        #expect(try JSONValue(parsing: row.text) == row.value)
    }

    static let numbers: [(text: String, value: JSONValue)] = [
        ("0", 0), ("-0", 0), ("-1", -1), ("9007199254740993", 9_007_199_254_740_993),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number(0x1p63)), ("-9223372036854775809", .number(-0x1p63)),
        ("1.0", .number(1)), ("1e3", .number(1000)), ("1E+3", .number(1000)), ("25e-1", .number(2.5)),
        ("-0.0", .number(-0.0)), ("1e308", .number(1e308)), ("5e-324", .number(.leastNonzeroMagnitude)),
        ("1e-400", .number(0)),
    ]

    @Test("refuses what is not JSON", arguments: refusals)
    func refuses(_ text: String) {
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
    }

    static let refusals = [
        // Nothing, or more than one value.
        "", " ", "1 2", "{}{}", "{} x", "null,", "[]]", "nul", "nulll", "True", "undefined",
        // Duplicate names.
        #"{"a":1,"a":1}"#, #"{"a":1,"b":2,"a":3}"#, #"{"a":1,"\u0061":2}"#,
        #"[{"x":{"y":1,"y":2}}]"#,
        // Commas, colons and brackets.
        "[1,]", "[,1]", "[1,,2]", "[1 2]", "[", "[1", "]", #"{"a":1,}"#, #"{,"a":1}"#, #"{"a" 1}"#, #"{"a":}"#,
        #"{"a"}"#,
        "{a:1}", "{1:1}", "{'a':1}", "{", #"{"a":1"#, "[1}", #"{"a":1]"#,
        // Comments, a byte-order mark, blanks JSON does not know.
        "/* x */1", "1 // x", "[1, # x\n2]", "\u{FEFF}{}", "{}\u{FEFF}", "\u{A0}1", "\u{C}1", "\u{0}", "1\u{0}",
        // Strings.
        "\"", "\"a", "'a'", "\"\\", #""\x41""#, #""\u12""#, #""\u12G4""#, #""\U0041""#, "\"\n\"", "\"\t\"", "\"\u{0}\"",
        "\"a\u{1F}\"", "\"\\\n\"",
        // Lone surrogates.
        #""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\u0041""#, #""\ud83d\ud83d""#,
        #""\ude00\ud83d""#, #""\ud83d\u""#,
        // Numbers.
        "01", "-", "-01", "+1", ".5", "1.", "1.e3", "1e", "1e+", "0x10", "1_000", "NaN", "Infinity", "-Infinity", "١",
        "1e400", "-1e400", "1e99999999999999999999",
    ]

    @Test("refuses bytes that are not UTF-8", arguments: malformedBytes)
    func refusesBytes(_ bytes: [UInt8]) {
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: [0x22] + bytes + [0x22]) }
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: bytes) }
        #expect(throws: JSONSyntaxError.self, "after an escape, which takes another path") {
            try JSONValue(parsing: Array(#""\n"#.utf8) + bytes + [0x22])
        }
    }

    static let malformedBytes: [[UInt8]] = [
        [0xFF, 0xFE], [0x80], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
        // Overlong, a surrogate half, past U+10FFFF.
        [0xC0, 0x80], [0xC1, 0xA1], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ]

    @Test("says what is wrong and at which byte")
    func complaint() {
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: "[1,]") }
        do throws(JSONSyntaxError) {
            _ = try JSONValue(parsing: #"{"é":x}"#)
            Issue.record("taken")
        } catch {
            #expect(error.description == "unexpected character at byte 6")
        }
    }

    @Test("takes 64 levels and refuses 65", arguments: [("[", "]"), (#"{"a":"#, "}")])
    func depth(_ bracket: (opening: String, closing: String)) throws {
        func nested(_ levels: Int, around core: String) -> String {
            String(repeating: bracket.opening, count: levels) + core + String(repeating: bracket.closing, count: levels)
        }
        _ = try JSONValue(parsing: nested(64, around: "1"))
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: nested(65, around: "1")) }
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: nested(64, around: "[]")) }
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: nested(64, around: "{}")) }
        _ = try JSONValue(parsing: nested(2, around: "1"), depth: 2)
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: nested(3, around: "1"), depth: 2) }
    }

    @Test("counts depth, not brackets")
    func width() throws {
        let value = try JSONValue(parsing: "[" + String(repeating: "[[]],", count: 1000) + "[]]")
        #expect(value.elements?.count == 1001)
    }

    @Test("is not exhausted by 100,000 opening brackets", arguments: ["[", #"{"a":"#])
    func bomb(_ opening: String) {
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: String(repeating: opening, count: 100_000)) }
    }

    /// Were names compared pair by pair, these would be twenty thousand million comparisons.
    @Test("reads 200,000 members in time proportional to their number", .timeLimit(.minutes(1)))
    func manyMembers() throws {
        let members = (0..<200_000).map { "\"name\($0)\":\($0)" }
        let object = try #require(try JSONValue(parsing: "{\(members.joined(separator: ","))}").object)
        #expect(object.members.count == 200_000)
        #expect(object.members.last?.value == 199_999)
        #expect(throws: JSONSyntaxError.self) {
            try JSONValue(parsing: "{\(members.joined(separator: ",")),\"name0\":0}")
        }
    }
}
