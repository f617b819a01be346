import TestFixtures
import Testing

@Suite("The quickstart seed")
struct QuickstartSeedTests {
    /// SwiftPM keeps resources inside their target, and people look for seeds in `Seeds`: there are two copies.
    @Test("is one text, in the folder of seeds and in the executable")
    func copies() throws {
        let published = try Repository.bytes("Seeds/quickstart.yaml")
        #expect(!published.isEmpty)
        #expect(try Repository.bytes("Sources/Understudy/Quickstart/quickstart.yaml") == published)
    }
}
