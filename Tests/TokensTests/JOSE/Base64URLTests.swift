import Testing
import Tokens

@Suite("base64url")
struct Base64URLTests {
    @Test("writes the examples of RFC 4648 §10, without padding", arguments: examples)
    func encodes(_ example: (octets: String, text: String)) {
        #expect(Base64URL.encode(example.octets.utf8) == example.text)
        #expect(Base64URL.decode(example.text) == Array(example.octets.utf8))
    }

    static let examples = [
        (octets: "", text: ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test("writes RFC 7515 App. C with - and _")
    func alphabet() {
        #expect(Base64URL.encode([3, 236, 255, 224, 193]) == "A-z_4ME")
        #expect(Base64URL.decode("A-z_4ME") == [3, 236, 255, 224, 193])
    }

    @Test("reads back every byte at every place of a group")
    func roundTrip() {
        for byte in UInt8.min...UInt8.max {
            for padding in 0..<6 {
                let bytes = [UInt8](repeating: 0xA5, count: padding) + [byte]
                #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            }
        }
    }

    @Test("encodes a sequence that has no storage of its own")
    func lazySequence() {
        #expect(Base64URL.encode((1...3).lazy.map { UInt8($0) }) == "AQID")
    }

    @Test(
        "every spelling but the canonical one is refused",
        arguments: [
            "Zg==", "Zm8=", "A+z_4ME", "A-z/4ME", " Zm9v", "Zm9v ", "Zm 9v", "Zm9v\n", "Zm\r\n9v", "Zh", "Zv", "Zm9",
            "Zm9vYh",
            "Z", "Zm9vY", "Zm9v.", "Zm9v\u{0}", "Zm9é", "Zm9v====", "=",
        ]
    )
    func strict(_ text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test("takes exactly the sixteen canonical pairs for a single byte's last digit")
    func trailingBits() {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        let taken = alphabet.filter { Base64URL.decode("A\($0)") != nil }
        #expect(taken == "AQgw")
    }

    @Test(
        "reads secrets in either alphabet, padded or not",
        arguments: ["A-z_4ME", "A+z/4ME", "A-z/4ME=", "A+z/4ME="]
    )
    func lenient(_ text: String) {
        #expect(Base64URL.decodeLenient(text) == [3, 236, 255, 224, 193])
    }

    @Test("takes secrets whose last digit has bits to spare")
    func lenientTrailingBits() {
        #expect(Base64URL.decodeLenient("Zv") == [0x66])
        #expect(Base64URL.decodeLenient("") == [])
    }

    @Test(
        "refuses secrets that libraries read differently",
        arguments: ["Zm9vY", "Zm 9v", "Zm9v!", "Zm=9", "Zm8==", "Zg=", "Zm9v===="]
    )
    func lenientRefusals(_ text: String) {
        #expect(Base64URL.decodeLenient(text) == nil)
    }
}
