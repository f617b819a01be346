import TenantModel
import Testing
import World

@Suite("A password")
struct PasswordCheckTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let typed: String
        let stored: PasswordCredential?
        let matches: Bool

        var testDescription: String { "\(typed.debugDescription) against \(stored.map { "\($0)" } ?? "none")" }
    }

    @Test("is compared byte by byte", arguments: plain)
    func plainText(_ row: Row) async {
        #expect(await PasswordCheck.matches(row.typed, row.stored) == row.matches)
    }

    static let plain: [Row] = [
        Row(typed: "swordfish", stored: .plain("swordfish"), matches: true),
        Row(typed: "Swordfish", stored: .plain("swordfish"), matches: false),
        Row(typed: "swordfish ", stored: .plain("swordfish"), matches: false),
        Row(typed: "swordfis", stored: .plain("swordfish"), matches: false),
        Row(typed: "", stored: .plain("swordfish"), matches: false),
        // IV-19: nothing is cut at a zero byte.
        Row(typed: "swordfish\u{0}", stored: .plain("swordfish"), matches: false),
        Row(typed: "swordfish", stored: .plain("swordfish\u{0}x"), matches: false),
        Row(typed: "a\u{0}b", stored: .plain("a\u{0}b"), matches: true),
        // Two spellings of one letter are two passwords, as they are to a hash.
        Row(typed: "caf\u{E9}", stored: .plain("cafe\u{301}"), matches: false),
        Row(typed: "café 😀", stored: .plain("café 😀"), matches: true),
        Row(typed: "", stored: nil, matches: false), Row(typed: "swordfish", stored: nil, matches: false),
    ]

    @Test("is compared with bcrypt hashes", arguments: hashed)
    func bcrypt(_ row: Row) async {
        #expect(await PasswordCheck.matches(row.typed, row.stored) == row.matches)
    }

    /// The `U*U` rows and the empty password are crypt_blowfish's own test vectors.
    static let hashed: [Row] = [
        Row(typed: "U*U", stored: .bcrypt(published), matches: true),
        Row(
            typed: "U*U*U",
            stored: .bcrypt("$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"),
            matches: true
        ),
        Row(
            typed: "",
            stored: .bcrypt("$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy"),
            matches: true
        ),
        Row(typed: "correct horse", stored: .bcrypt(horse), matches: true),
        Row(
            typed: "grüße",
            stored: .bcrypt("$2b$04$abcdefghijklmnopqrstuuukcFUuF1uD2.SsVXl2Kxf7oTFxL3IEq"),
            matches: true
        ),
        Row(typed: "U*V", stored: .bcrypt(published), matches: false),
        Row(typed: "correct Horse", stored: .bcrypt(horse), matches: false),
        // IV-19: crypt itself would stop at the zero byte.
        Row(typed: "correct horse\u{0}", stored: .bcrypt(horse), matches: false),
        Row(typed: "correct horse\u{0}battery", stored: .bcrypt(horse), matches: false),
        Row(
            typed: "\u{0}",
            stored: .bcrypt("$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy"),
            matches: false
        ),
        // A hash is no password, and what is no hash matches nothing; crypt answers these with "*0".
        Row(typed: published, stored: .bcrypt(published), matches: false),
        Row(typed: "x", stored: .bcrypt(""), matches: false), Row(typed: "x", stored: .bcrypt("*0"), matches: false),
        Row(typed: "x", stored: .bcrypt("$2b$04$short"), matches: false),
        Row(typed: "U*U", stored: .bcrypt(published + "\u{0}"), matches: false),
        Row(typed: "U*U", stored: .bcrypt(String(published.dropLast())), matches: false),
    ]

    private static let published = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
    private static let horse = "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"

    @Test("is compared for many people at once")
    func concurrency() async {
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<32 {
                group.addTask {
                    await PasswordCheck.matches(number.isMultiple(of: 2) ? "U*U" : "U*V", .bcrypt(Self.published))
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.filter(\.self).count == 16)
    }
}
