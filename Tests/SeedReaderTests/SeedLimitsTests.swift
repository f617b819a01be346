import TenantModel
import Testing

@testable import SeedReader

@Suite("Limits of what is kept")
struct SeedLimitsTests {
    private static func seed(_ metadata: JSONObject) throws -> TenantSeed {
        var seed = try read("version: 1\nusers: [{ email: ada@example.com, password: example-only }]\n").seed
        seed.users[0].appMetadata = metadata
        return seed
    }

    private static func nested(_ levels: Int) -> JSONObject {
        (1..<levels).reduce(["end": 1]) { object, _ in ["a": .object(object)] }
    }

    @Test("every name that fits is read again, whatever its characters")
    func names() throws {
        for text in AwkwardTexts.texts + [
            "x", "é", "\u{1}", "\u{2028}", "\u{E0001}", "\"", "😀", "日", "\u{AD}", "a: b #",
        ] {
            for count in [1, 171, 512, 1022, 1023] where text.utf8.count < 40 {
                let name = String(repeating: text, count: max(1, count / max(1, text.count)))
                guard SeedLimits.isShortEnough(name), !name.contains("."), !name.hasPrefix("$") else { continue }
                #expect(YAMLScalar(name).key.unicodeScalars.count <= SeedLimits.longestName)
                try expectReadsBack(try Self.seed(["outer": ["inner": .object(JSONObject([(name, 1)]))]]))
            }
        }
    }

    @Test("depth and members up to the limit are read again, and the first beyond it are told")
    func depthAndMembers() throws {
        let deepest = Self.nested(SeedLimits.mostLevelsOfData)
        #expect(SeedLimits.fault(in: .object(deepest)) == nil)
        try expectReadsBack(try Self.seed(deepest))
        let deeper = JSONValue.object(Self.nested(SeedLimits.mostLevelsOfData + 1))
        #expect(SeedLimits.fault(in: deeper)?.contains("nested deeper") == true)
        func members(_ count: Int) -> JSONObject { JSONObject((0..<count).map { ("m\($0)", .integer($0)) }) }
        #expect(SeedLimits.fault(in: .object(members(SeedLimits.mostMembers))) == nil)
        try expectReadsBack(try Self.seed(members(SeedLimits.mostMembers)))
        #expect(SeedLimits.fault(in: .object(members(SeedLimits.mostMembers + 1))) != nil)
        let long = JSONObject([(String(repeating: "x", count: 1023), 1)])
        #expect(SeedLimits.fault(in: .array([.object(long)])) != nil)
    }

    @Test("a seed with a name that could not be written again is refused")
    func longName() throws {
        // Read as it stands, an invisible character takes six when it is written.
        let name = String(repeating: "\u{200B}", count: 400)
        let text = "version: 1\nusers:\n  - email: a@example.com\n    user_metadata: { \"\(name)\": 1 }\n"
        #expect(try complaints(about: text).map(\.code) == [.badValue])
    }
}
