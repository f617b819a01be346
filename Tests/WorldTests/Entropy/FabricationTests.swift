import TenantModel
import Testing
@testable import World

@Suite("Fabricated values")
struct FabricationTests {
    private func made(_ seed: String = "0", _ occasion: [String] = ["aws", "ada"]) -> Fabrication {
        var emulator = EmulatorSettings(name: "tenant")
        emulator.randomSeed = seed
        return Fabrication(by: emulator, about: occasion)
    }

    @Test("are the same for the same seed, occasion and name, and for no other")
    func functions() {
        let text = made().text("key", 40, of: .base64)
        #expect(made().text("key", 40, of: .base64) == text)
        #expect(made().text("key", 100, of: .base64).hasPrefix(text))
        #expect(made("1").text("key", 40, of: .base64) != text)
        #expect(made("0", ["aws", "grace"]).text("key", 40, of: .base64) != text)
        #expect(made("0", ["awsada"]).text("key", 40, of: .base64) != text)
        #expect(made().text("other", 40, of: .base64) != text)
    }

    @Test("have the length and letters asked for")
    func shape() {
        #expect(
            made().text("id", 16, of: .capitals).utf8.allSatisfy {
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8.contains($0)
            }
        )
        #expect(made().text("token", 343, of: .base64).utf8.count == 343)
        #expect(
            made().uuid("request").wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/)
                != nil
        )
    }
}
