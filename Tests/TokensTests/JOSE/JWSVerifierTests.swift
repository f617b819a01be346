import TenantModel
import Testing
import Tokens

@Suite("signature verification")
struct JWSVerifierTests {
    let keys: TenantKeys
    let secret: HMACKey
    /// Accepts all this tenant ever signs.
    let verifier: JWSVerifier
    let claims: JSONObject = ["sub": "auth0|ada", "exp": 4_102_444_800]

    init() throws {
        let keys = try Fixtures.tenantKeys(others: ["rsa-2048-other"])
        self.keys = keys
        secret = try HMACKey(bytes: Array("a secret of more than thirty-two bytes".utf8))
        verifier = JWSVerifier(allowing: [.hs256, .rs256], hmac: secret, rsa: keys.publicKey(withID:))
    }

    private var rs256: SignatureKey { .rs256(keys.current.privateKey) }

    private func forged(_ header: JSONObject, _ signature: ForgedToken.Signature) -> String {
        ForgedToken(header: header, claims: claims, signature: signature).text
    }

    @Test("good tokens of both kinds pass")
    func good() throws {
        #expect(try verifier.verify(keys.current.mint(claims)).claims == claims)
        #expect(try verifier.verify(secret.mint(claims)).claims == claims)
    }

    @Test("a signature with one bit changed, cut short, made longer or missing is refused")
    func broken() throws {
        for key in [rs256, .hs256(secret)] {
            let header = JWTSigner.header(key.algorithm, keyID: "current")
            let signed = forged(header, .by(key))
            let signature = try CompactJWS(parsing: signed).signature
            let wrong: [ForgedToken.Signature] = [
                .broken(key), .empty, .bytes(signature.dropLast()), .bytes(signature + [0]), .bytes([0] + signature),
                .bytes([UInt8](repeating: 0, count: signature.count)),
            ]
            for signature in wrong {
                #expect(throws: TokenRefusal.invalidSignature) { try verifier.verify(forged(header, signature)) }
            }
        }
    }

    @Test("a payload changed after signing is refused")
    func changedPayload() throws {
        let parts = keys.current.mint(claims).split(separator: ".")
        let payload = Base64URL.encode((["sub": "auth0|eve", "exp": 4_102_444_800] as JSONObject).serialized)
        #expect(throws: TokenRefusal.invalidSignature) { try verifier.verify("\(parts[0]).\(payload).\(parts[2])") }
    }

    @Test("alg none in any case, unsigned", arguments: ["none", "None", "NONE", "nOnE", ""])
    func none(_ algorithm: String) {
        let token = forged(["typ": "JWT", "alg": .string(algorithm)], .empty)
        #expect(throws: TokenRefusal.invalidAlgorithm) { try verifier.verify(token) }
    }

    @Test("alg none with the original signature kept")
    func noneSigned() throws {
        let signature = try CompactJWS(parsing: keys.current.mint(claims)).signature
        for signature in [ForgedToken.Signature.bytes(signature), .by(rs256)] {
            let token = forged(["typ": "JWT", "alg": "none"], signature)
            #expect(throws: TokenRefusal.invalidAlgorithm) { try verifier.verify(token) }
        }
    }

    @Test(
        "a valid RS256 signature under another name",
        arguments: [
            ("HS256", .invalidSignature), ("ES256", .invalidAlgorithm), ("RS512", .invalidAlgorithm),
            ("rs256", .invalidAlgorithm), ("RS256 ", .invalidAlgorithm), (nil, .invalidAlgorithm),
            (256, .invalidAlgorithm),
            (["RS256"], .invalidAlgorithm),
        ] as [(JSONValue?, TokenRefusal)]
    )
    func otherName(_ algorithm: JSONValue?, _ refusal: TokenRefusal) {
        var header: JSONObject = ["typ": "JWT", "kid": "current"]
        header["alg"] = algorithm
        #expect(throws: refusal) { try verifier.verify(forged(header, .by(rs256))) }
    }

    @Test("HMAC with the published key or certificate as secret")
    func confusion() throws {
        let published = [
            Array(keys.current.certificate.pem.utf8), keys.current.certificate.der,
            keys.current.privateKey.publicKey.modulus, Array(try Fixtures.pem("rsa-2048-public").utf8),
        ]
        for bytes in published {
            let key = SignatureKey.hs256(try HMACKey(bytes: bytes))
            for algorithm in SignatureAlgorithm.allCases {
                let token = forged(JWTSigner.header(algorithm, keyID: "current"), .by(key))
                #expect(throws: TokenRefusal.invalidSignature) { try verifier.verify(token) }
            }
        }
    }

    @Test("only what a place allows is taken there")
    func allowing() throws {
        let rsaOnly = JWSVerifier(allowing: [.rs256], hmac: secret, rsa: keys.publicKey(withID:))
        #expect(throws: TokenRefusal.invalidAlgorithm) { try rsaOnly.verify(secret.mint(claims)) }
        let hmacOnly = JWSVerifier(allowing: [.hs256], hmac: secret, rsa: keys.publicKey(withID:))
        #expect(throws: TokenRefusal.invalidAlgorithm) { try hmacOnly.verify(keys.current.mint(claims)) }
        let nothing = JWSVerifier(allowing: [], hmac: secret, rsa: keys.publicKey(withID:))
        #expect(throws: TokenRefusal.invalidAlgorithm) { try nothing.verify(keys.current.mint(claims)) }
        let keyless = JWSVerifier(allowing: [.hs256, .rs256])
        #expect(throws: TokenRefusal.unknownKey) { try keyless.verify(keys.current.mint(claims)) }
        #expect(throws: TokenRefusal.unknownKey) { try keyless.verify(secret.mint(claims)) }
    }

    @Test("RS512 and PS256 by the tenant's own key are refused and pin nothing")
    func foreignAlgorithms() throws {
        let tokens = try Fixtures.vector("foreign-algorithms")["tokens"]?.elements?.compactMap(\.text) ?? []
        #expect(tokens.count == 2)
        for token in tokens {
            #expect(throws: TokenRefusal.invalidAlgorithm) { try verifier.verify(token) }
            // The same signatures under the right name: padding and digest are the algorithm's, not the attacker's.
            let signature = try CompactJWS(parsing: token).signature
            let renamed = forged(JWTSigner.header(.rs256, keyID: nil), .bytes(signature))
            #expect(throws: TokenRefusal.invalidSignature) { try verifier.verify(renamed) }
            _ = try verifier.verify(keys.current.mint(claims))
        }
    }

    @Test("without a kid, the current key and no other")
    func noKeyID() throws {
        let header = JWTSigner.header(.rs256, keyID: nil)
        _ = try verifier.verify(forged(header, .by(rs256)))
        let other = try #require(keys["rsa-2048-other"]).privateKey
        #expect(throws: TokenRefusal.invalidSignature) { try verifier.verify(forged(header, .by(.rs256(other)))) }
        #expect(throws: TokenRefusal.invalidSignature) { try verifier.verify(forged(header, .by(.hs256(secret)))) }
    }

    @Test("with a kid, the key of that name and no other")
    func keyID() throws {
        let other = try #require(keys["rsa-2048-other"])
        #expect(try verifier.verify(other.mint(claims)).header["kid"] == "rsa-2048-other")
        let swapped = forged(JWTSigner.header(.rs256, keyID: "rsa-2048-other"), .by(rs256))
        #expect(throws: TokenRefusal.invalidSignature) { try verifier.verify(swapped) }
    }

    @Test(
        "an unknown kid, whatever it looks like",
        arguments: [
            "../../dev/null", "' OR 1=1--", "/proc/self/environ", "", "\u{0}", "current\u{0}", "CURRENT", " current",
            String(repeating: "k", count: 40_000),
        ]
    )
    func unknownKeyID(_ keyID: String) {
        let token = forged(JWTSigner.header(.rs256, keyID: keyID), .by(rs256))
        #expect(throws: TokenRefusal.unknownKey) { try verifier.verify(token) }
    }

    @Test("a kid of 64 KiB, a number, a list, null")
    func impossibleKeyID() {
        let long = JWTSigner.header(.rs256, keyID: String(repeating: "k", count: 65_536))
        #expect(throws: TokenRefusal.malformed) { try verifier.verify(forged(long, .by(rs256))) }
        for keyID in [0, ["current"], nil, ["current": true]] as [JSONValue] {
            for key in [rs256, .hs256(secret)] {
                var header = JWTSigner.header(key.algorithm, keyID: nil)
                header["kid"] = keyID
                #expect(throws: TokenRefusal.unacceptableHeader("kid")) {
                    try verifier.verify(forged(header, .by(key)))
                }
            }
        }
    }

    @Test("keys that the header brings or points to are not used")
    func bringsItsOwnKey() throws {
        let attacker = try TenantKeys(
            [SigningKey(keyID: "mine", privateKeyPEM: Fixtures.pem("rsa-2048-pkcs1"))],
            domain: "evil.test"
        )
        let target = try Fixtures.tenantKeys(current: "rsa-2048-other")
        let verifier = JWSVerifier(allowing: [.rs256], rsa: target.publicKey(withID:))
        let jwk = try #require(attacker.jwks(of: .legacy).object["keys"]?.elements?.first)
        let brought: JSONObject = [
            "jwk": jwk, "jku": "http://127.0.0.1:9/jwks.json", "x5u": "http://127.0.0.1:9/cert.pem",
            "x5c": [.string(attacker.current.certificate.x5c)],
        ]
        for name in brought.names {
            var header = JWTSigner.header(.rs256, keyID: "current")
            header[name] = brought[name]
            let token = forged(header, .by(.rs256(attacker.current.privateKey)))
            #expect(throws: TokenRefusal.invalidSignature) { try verifier.verify(token) }
        }
    }

    @Test("every refusal speaks the public JWT package's words")
    func words() {
        #expect(TokenRefusal.malformed.description == "jwt malformed")
        #expect(TokenRefusal.invalidAlgorithm.description == "invalid algorithm")
        #expect(TokenRefusal.invalidSignature.description == "invalid signature")
        #expect(TokenRefusal.expired.description == "jwt expired")
        #expect(TokenRefusal.notActive.description == "jwt not active")
        #expect(TokenRefusal.invalidAudience(expected: "c").description == "jwt audience invalid. expected: c")
        #expect(TokenRefusal.invalidIssuer(expected: "i").description == "jwt issuer invalid. expected: i")
    }
}
