import Testing
import Tokens

@Suite("RSA private keys")
struct RSAPrivateKeyTests {
    @Test("PKCS #8 and PKCS #1 wrap the same key")
    func wrappings() throws {
        let first = try RSAPrivateKey(pem: Fixtures.pem("rsa-2048"))
        let second = try RSAPrivateKey(pem: Fixtures.pem("rsa-2048-pkcs1"))
        #expect(first.publicKey.modulus == second.publicKey.modulus)
        #expect(first.publicKey.exponent == [1, 0, 1])
        #expect(first.sign([1, 2, 3]) == second.sign([1, 2, 3]))
    }

    @Test(
        "what is no usable RSA key is refused by name",
        arguments: [
            ("rsa-1024", .tooShort(1024)), ("ec-p256", .notRSA(found: "EC")), ("ec-p256-sec1", .notRSA(found: "EC")),
            ("rsa-pss-2048", .notRSA(found: "RSA-PSS")), ("rsa-2048-pkcs8-passphrase", .passphraseProtected),
            ("rsa-2048-pkcs1-passphrase", .passphraseProtected),
            ("rsa-2048-public", .notPrivateKey(block: "PUBLIC KEY")),
            ("rsa-2048-certificate", .notPrivateKey(block: "CERTIFICATE")),
        ] as [(String, KeyError)]
    )
    func refusals(_ name: String, _ refusal: KeyError) throws {
        let pem = try Fixtures.pem(name)
        #expect(throws: refusal) { try RSAPrivateKey(pem: pem) }
    }

    @Test("text that is no PEM is refused", arguments: ["", "junk", "-----BEGIN", "\u{0}", "MIIEvQIBADANBgkq"])
    func notPEM(_ text: String) {
        #expect(throws: KeyError.notPEM) { try RSAPrivateKey(pem: text) }
    }

    @Test("a key cut short or with a changed number is refused")
    func damaged() throws {
        let lines = try Fixtures.pem("rsa-2048").split(separator: "\n").map(String.init)
        let short = (lines[..<5] + lines.suffix(1)).joined(separator: "\n") + "\n"
        #expect(throws: KeyError.damaged) { try RSAPrivateKey(pem: short) }
        #expect(throws: KeyError.damaged) { try RSAPrivateKey(pem: lines.dropLast().joined(separator: "\n")) }
        var changed = lines
        // Within the modulus: the text still decodes, the numbers no longer belong together.
        changed[3] = String(changed[3].reversed())
        #expect(throws: KeyError.damaged) { try RSAPrivateKey(pem: changed.joined(separator: "\n") + "\n") }
    }

    @Test("every refusal says what was found")
    func words() {
        #expect(KeyError.tooShort(1024).description.hasSuffix("found one of 1024"))
        #expect(KeyError.notRSA(found: "EC").description.hasSuffix("found one of type EC"))
        #expect(KeyError.notPrivateKey(block: "CERTIFICATE").description.contains("\"CERTIFICATE\""))
    }

    @Test("reading the same text again gives the same key")
    func memo() throws {
        let pem = try Fixtures.pem("rsa-2048")
        #expect(try RSAPrivateKey.parsed(pem) === RSAPrivateKey.parsed(pem))
    }
}
