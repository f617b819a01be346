import SeedReader
import Testing

@Suite("A complaint on a terminal")
struct TerminalTests {
    @Test("shows control characters as escapes, and stays on its line")
    func controlCharacters() throws {
        let all = try complaints(
            about: "version: 1\nusers: [{ email: \"\\e[31mX\\n\" }]\nclients: [{ \"\\e]0;x\\a\": 1 }]\n"
        )
        #expect(all.count >= 2)
        for complaint in all {
            #expect(!complaint.headline.contains("\n"))
            #expect(!complaint.description.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        }
    }

    @Test(
        "a bcrypt hash that would take hours is refused, where the login would otherwise hang",
        arguments: ["31", "15"]
    )
    func costs(_ cost: String) throws {
        let hash = "$2b$\(cost)$" + String(repeating: "a", count: 53)
        let all = try complaints(about: "version: 1\nusers: [{ email: a@example.com, password_hash: \"\(hash)\" }]\n")
        #expect(all.contains { $0.message.contains("bcrypt") })
    }
}
