import SeedReader
import TenantModel
import Testing

@Suite("A seed with mistakes is refused")
struct RefusedSeedsTests {
    /// Names begin with the case of the catalogue or the table of the seed format that they show.
    @Test("with every complaint, in the order of the file", arguments: SeedFixtures.refused)
    func goldenComplaints(_ name: String) throws {
        let text = try SeedFixtures.refused(name, "yaml")
        let expected = try SeedFixtures.refused(name, "txt").trimmedEnd
        let rejected = #expect(throws: SeedRejected.self) {
            try SeedReader().read(text: text, named: "\(name).yaml", now: .at("2016-05-04T12:00:00Z"))
        }
        #expect(rejected?.description == expected)
    }

    @Test("and there are fixtures to show it")
    func fixturesAreFound() { #expect(SeedFixtures.refused.count > 30) }

    @Test("F1: all complaints are there for programs; people see twenty")
    func manyComplaints() throws {
        let all = try complaints(about: "version: 1\n" + (0..<25).map { "key\($0): 1\n" }.joined())
        #expect(all.count == 25)
        let shown = SeedRejected(complaints: all).description
        #expect(shown.hasSuffix("\nand 5 more"))
        #expect(shown.contains("key19") && !shown.contains("key20"))
    }

    @Test("one bad user in a hundred refuses the other ninety-nine")
    func oneBadUser() throws {
        let all = try complaints(about: SeedFixtures.refused("SE-16-hundredth-user", "yaml"))
        #expect(all.map(\.line) == [102])
    }

    @Test("F1: a complaint is a value for the control API too")
    func complaintAsData() throws {
        let complaint = try #require(try complaints(about: "version: 1\nclients: [{ name: A, callbaks: [] }]\n").first)
        #expect(complaint.code == .unknownKey)
        #expect(complaint.severity == .error)
        #expect((complaint.file, complaint.line, complaint.column) == ("seed.yaml", 2, 22))
        #expect(complaint.keyPath == "clients[0].callbaks")
        #expect(complaint.suggestion == "callbacks")
    }

    @Test("columns count characters, not bytes")
    func columnsCountCharacters() throws {
        let all = try complaints(about: "version: 1\nclients: [{ name: Größe 🎈, sso: 1 }]\n")
        #expect(all.map(\.column) == [33])
        #expect(all[0].description.hasSuffix("|" + String(repeating: " ", count: 33) + "^"))
    }

    @Test("a private key that the caller's check refuses, in its words")
    func privateKeyCheck() throws {
        let text =
            "version: 1\nsigningKeys:\n  - private_key: |\n      "
            + DevelopmentSigningKey.privateKeyPEM.split(separator: "\n").joined(separator: "\n      ")
        #expect(try read(text).seed.signingKeys.map(\.isCurrent) == [true])
        let rejected = #expect(throws: SeedRejected.self) {
            try read(text, validatePrivateKey: { $0.contains("BEGIN PRIVATE KEY") ? "has 1024 bits" : nil })
        }
        #expect(rejected?.complaints.map(\.message) == ["private_key has 1024 bits"])
    }
}

extension String {
    /// Without the line break that ends a text file.
    fileprivate var trimmedEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
