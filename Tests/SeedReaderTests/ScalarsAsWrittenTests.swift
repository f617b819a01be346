import SeedReader
import TenantModel
import Testing

@Suite("Values are what was written")
struct ScalarsAsWrittenTests {
    @Test("no unquoted text is silently converted")
    func unquotedText() throws {
        let seed = try read(
            """
            version: 1
            clients:
              - { name: no, client_secret: 12:30:00, jwt_configuration: { secret_encoded: false } }
              - { name: 0x1F, description: ~, app_type: }
              - { name: 2026-01-01, description: Null }
            users:
              - { email: a@example.com, password: 0123, nickname: 1e3, name: null }
              - { email: b@example.com, password: "~", nickname: yes, user_id: 007 }
              - { email: c@example.com, password: 1_000, given_name: .inf, family_name: off }
            connections: [{ name: sms, strategy: sms }]
            """
        ).seed
        #expect(seed.clients.map(\.name) == ["no", "0x1F", "2026-01-01"])
        #expect(seed.clients.map(\.description) == [nil, nil, "Null"])
        #expect(seed.clients.map(\.appType) == [nil, nil, nil])
        #expect(seed.clients[0].secret == "12:30:00")
        #expect(seed.users.map(\.password) == [.plain("0123"), .plain("~"), .plain("1_000")])
        #expect(seed.users.map(\.nickname) == ["1e3", "yes", "c"])
        #expect(seed.users[0].name == "a@example.com")
        #expect(seed.users[1].id == "auth0|007")
        #expect(seed.users[2].givenName == ".inf")
        #expect(seed.users[2].familyName == "off")
    }

    @Test("a phone number keeps its plus sign, a long id its digits")
    func phoneNumbersAndLongIDs() throws {
        let seed = try read(
            """
            version: 1
            connections: [{ name: sms, strategy: sms }, { name: facebook, strategy: facebook }]
            users:
              - { connection: sms, phone_number: +4512345678 }
              - { identities: [{ connection: facebook, user_id: 101540000000000000000000000001 }] }
            """
        ).seed
        #expect(seed.users[0].phoneNumber == "+4512345678")
        #expect(seed.users[1].id == "facebook|101540000000000000000000000001")
    }

    @Test("open data follows the core schema of YAML 1.2")
    func coreSchema() throws {
        let seed = try read(
            """
            version: 1
            users:
              - email: a@example.com
                user_metadata:
                  no: no
                  octal: 0123
                  hex: 0x1F
                  float: 1e3
                  time: 12:30:00
                  date: 2026-01-01
                  nothing: ~
                  truth: true
                  quoted: "true"
                  huge: 92233720368547758080
                  infinite: .inf
                  list: [1, two, { three: 3 }]
            """
        ).seed
        let expected: JSONObject = [
            "no": "no", "octal": 123, "hex": 31, "float": .number(1000), "time": "12:30:00", "date": "2026-01-01",
            "nothing": nil, "truth": true, "quoted": "true", "huge": .number(92_233_720_368_547_758_080),
            "infinite": ".inf", "list": [1, "two", ["three": 3]],
        ]
        #expect(seed.users[0].userMetadata == expected)
    }

    @Test("what is text by its key stays text where it is only kept")
    func keptText() throws {
        let seed = try read("version: 1\nclients: [{ name: A, client_metadata: { build: 0123 }, tenant: 007 }]\n").seed
        #expect(seed.clients[0].metadata == ["build": "0123"])
        #expect(seed.clients[0].kept == ["tenant": "007"])
    }

    @Test(
        "stars and question marks are themselves, wherever they are not syntax",
        arguments: [
            ("\"*\"", "*"), ("'?'", "?"), ("a*b?c", "a*b?c"), ("\"\\uE000*\"", "\u{E000}*"),
            ("\u{E000}?*", "\u{E000}?*"),
            ("|\n      * one\n      ? two *three\n", "* one\n? two *three\n"),
        ]
    )
    func starsAndQuestionMarks(written: String, meant: String) throws {
        let text = "version: 1\nclients:\n  - name: A\n    description: \(written)\n"
        #expect(try read(text).seed.clients[0].description == meant)
    }

    @Test("JSON is read as it is, so are CRLF and a byte-order mark")
    func otherSpellings() throws {
        let json = #"{"version": 1, "clients": [{"name": "A \u00e9\n", "callbacks": ["http://localhost/"]}]}"#
        #expect(try read(json).seed.clients[0].name == "A é\n")
        let windows = "\u{FEFF}version: 1\r\nclients:\r\n  - name: A\r\n    description: |\r\n      x\r\n      y\r\n"
        #expect(try read(windows).seed.clients[0].description == "x\ny\n")
        let rejected = #expect(throws: SeedRejected.self) { try read("\u{FEFF}vorsion: 1\r\n") }
        #expect(rejected?.complaints.first?.column == 1)
    }

    @Test(
        "JSON strings hold what YAML would refuse or take for a line's end",
        arguments: ["\u{7F}", "\u{80}", "\u{85}", "a \u{2028} b", "\u{2029}", "\u{FEFF}a", "\u{FFFE}", "\u{9F}*?"]
    )
    func unescapedInJSON(_ text: String) throws {
        let json = " {\"version\": 1, \"clients\": [{\"name\": \"A\", \"description\": \"\(text)\"}], \"odd\": 1}"
        let rejected = #expect(throws: SeedRejected.self) { try read(json) }
        #expect(rejected?.complaints.map(\.column) == [64 + text.unicodeScalars.count])
        let description = try read(json.replacing(", \"odd\": 1", with: "")).seed.clients[0].description
        #expect(description.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test("a byte-order mark within a file is a character like any other")
    func byteOrderMark() throws {
        let client = try read("version: 1\nclients: [{ name: A, description: \"\u{FEFF}a\u{FEFF}\" }]\n").seed.clients[
            0
        ]
        #expect(client.description.map { Array($0.unicodeScalars) } == ["\u{FEFF}", "a", "\u{FEFF}"])
    }

    @Test("a scalar of 100 KB is no trouble")
    func largeScalar() throws {
        let long = String(repeating: "x", count: 100_000)
        #expect(
            try read("version: 1\nclients: [{ name: A, description: \(long) }]\n").seed.clients[0].description == long
        )
    }
}
