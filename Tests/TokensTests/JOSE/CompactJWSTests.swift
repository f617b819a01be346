import TenantModel
import Testing
import Tokens

@Suite("compact JWS")
struct CompactJWSTests {
    @Test("takes a token apart")
    func parts() throws {
        let key = try HMACKey(bytes: [1])
        let text = key.mint(["sub": "auth0|ada"])
        let token = try CompactJWS(parsing: text)
        #expect(token.header == ["typ": "JWT", "alg": "HS256"])
        #expect(token.algorithm == "HS256")
        #expect(token.keyID == nil)
        #expect(token.unverifiedClaims == ["sub": "auth0|ada"])
        #expect(token.signature == key.sign(token.signedBytes))
    }

    @Test("anything but three segments is refused", arguments: [0, 1, 3, 4, 5])
    func segments(_ dots: Int) {
        let text = Array(repeating: "e30", count: dots + 1).joined(separator: ".")
        #expect(throws: TokenRefusal.malformed) { try CompactJWS(parsing: text) }
    }

    @Test("60,000 dots are refused in less than 50 ms, however they are spaced", arguments: ["", "e30"])
    func manyDots(_ between: String) {
        let text = Array(repeating: between, count: 60_001 / (between.utf8.count + 1)).joined(separator: ".")
        let elapsed = ContinuousClock().measure {
            #expect(throws: TokenRefusal.malformed) { try CompactJWS(parsing: text) }
        }
        #expect(elapsed < .milliseconds(50))
    }

    @Test("one token has one spelling", arguments: Respelling.allCases)
    func spelling(_ respelling: Respelling) throws {
        let keys = try Fixtures.tenantKeys()
        let text = keys.current.mint(["name": "ÿ~?>>>ÿÿ", "exp": 4_102_444_800])
        let verifier = JWSVerifier(allowing: [.rs256], rsa: keys.publicKey(withID:))
        _ = try verifier.verify(text)
        let other = respelling.apply(to: text)
        #expect(other != text)
        #expect(throws: TokenRefusal.self) { try verifier.verify(other) }
    }

    enum Respelling: CaseIterable {
        case padded, standardAlphabet, trailingBits, blankBefore, blankAfter, blankInside, newlineAfter, lineWrapped
        case emptyLastSegment

        func apply(to text: String) -> String {
            let segments = text.split(separator: ".", omittingEmptySubsequences: false)
            switch self {
            case .padded: return text + "=="
            case .standardAlphabet: return String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
            case .trailingBits:
                // A 256 byte signature ends in two digits for one byte: the last has four bits to spare.
                let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
                let value = text.last.flatMap(alphabet.firstIndex(of:)) ?? 0
                return text.dropLast() + String(alphabet[value | 1])
            case .blankBefore: return " " + text
            case .blankAfter: return text + " "
            case .blankInside: return segments.joined(separator: " .")
            case .newlineAfter: return text + "\n"
            case .lineWrapped: return text.prefix(64) + "\r\n" + text.dropFirst(64)
            case .emptyLastSegment: return text + "."
            }
        }
    }

    @Test(
        "the JSON serialization is refused",
        arguments: [
            #"{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AA"}"#,
            #"{"payload":"e30","header":{"alg":"none"},"signature":""}"#,
            #"{"payload":"e30","signatures":[{"header":{"alg":"HS256"},"signature":"AA"}],"a":".","b":"."}"#,
        ]
    )
    func json(_ text: String) {
        #expect(throws: TokenRefusal.malformed) { try CompactJWS(parsing: text) }
    }

    @Test(
        "header and payload are strict JSON objects",
        arguments: [
            #"{"sub":"a","sub":"b"}"#, #"{"sub":"a","\u0073ub":"b"}"#, #"{"user":{"id":1,"id":2}}"#, #"{"a":1,}"#, "[]",
            #""text""#, "null", "", "{}{}", "\u{FEFF}{}", #"{"a":"\ud800"}"#, #"{'a':1}"#, #"{"a":01}"#,
        ]
    )
    func strictPayload(_ payload: String) throws {
        let key = SignatureKey.hs256(try HMACKey(bytes: [1]))
        let header = JWTSigner.header(.hs256, keyID: nil)
        let token = ForgedToken(header: header, payload: Array(payload.utf8), signature: .by(key)).text
        #expect(throws: TokenRefusal.malformed) { try CompactJWS(parsing: token) }
    }

    @Test("a header that names its algorithm twice is refused")
    func strictHeader() {
        let header = Base64URL.encode(#"{"alg":"HS256","alg":"none"}"#.utf8)
        #expect(throws: TokenRefusal.malformed) { try CompactJWS(parsing: "\(header).e30.AA") }
    }

    @Test("10,000 nested lists and a header of 1 MiB are refused")
    func bombs() throws {
        let nested = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        let key = SignatureKey.hs256(try HMACKey(bytes: [1]))
        let deep = ForgedToken(
            header: JWTSigner.header(.hs256, keyID: nil),
            payload: Array(#"{"a":\#(nested)}"#.utf8),
            signature: .by(key)
        )
        #expect(throws: TokenRefusal.malformed) { try CompactJWS(parsing: deep.text) }
        var header = JWTSigner.header(.hs256, keyID: nil)
        header["pad"] = .string(String(repeating: "a", count: 1 << 20))
        let long = ForgedToken(header: header, claims: [:], signature: .by(key))
        #expect(throws: TokenRefusal.malformed) { try CompactJWS(parsing: long.text) }
    }

    @Test("the longest token read has 65,536 bytes")
    func length() throws {
        let key = try HMACKey(bytes: [1])
        let around = key.mint(["a": ""]).utf8.count
        let room = (CompactJWS.maximumLength - around) / 4 * 3
        let fitting = key.mint(["a": .string(String(repeating: "x", count: room))])
        let longer = key.mint(["a": .string(String(repeating: "x", count: room + 3))])
        #expect((CompactJWS.maximumLength - 3...CompactJWS.maximumLength).contains(fitting.utf8.count))
        #expect(longer.utf8.count > CompactJWS.maximumLength)
        _ = try CompactJWS(parsing: fitting)
        #expect(throws: TokenRefusal.malformed) { try CompactJWS(parsing: longer) }
    }

    @Test("typ is absent or JWT in any case", arguments: ["JWT", "jwt", "Jwt", nil])
    func typ(_ typ: String?) throws {
        _ = try CompactJWS(parsing: Self.token(typ: typ.map(JSONValue.string)))
    }

    @Test(
        "any other typ is refused where an ID token is wanted",
        arguments: ["at+jwt", "application/jwt", "JWS", "", " JWT", 1, nil, ["JWT"]] as [JSONValue]
    )
    func otherTyp(_ typ: JSONValue) {
        #expect(throws: TokenRefusal.unacceptableHeader("typ")) { try CompactJWS(parsing: Self.token(typ: typ)) }
    }

    @Test("where another typ is wanted, only that one will do")
    func wantedTyp() throws {
        _ = try CompactJWS(parsing: Self.token(typ: "AT+jwt"), type: "at+jwt")
        for typ in ["JWT", nil] as [JSONValue?] {
            #expect(throws: TokenRefusal.unacceptableHeader("typ")) {
                try CompactJWS(parsing: Self.token(typ: typ), type: "at+jwt")
            }
        }
    }

    @Test("b64 and crit are refused", arguments: ["crit", "b64"])
    func extensions(_ name: String) throws {
        let key = SignatureKey.hs256(try HMACKey(bytes: [1]))
        var header = JWTSigner.header(.hs256, keyID: nil)
        header[name] = name == "crit" ? ["exp"] : false
        let alone = ForgedToken(header: header, claims: [:], signature: .by(key)).text
        #expect(throws: TokenRefusal.unacceptableHeader(name)) { try CompactJWS(parsing: alone) }
        header["crit"] = ["b64"]
        header["b64"] = false
        let both = ForgedToken(header: header, claims: [:], signature: .by(key)).text
        #expect(throws: TokenRefusal.unacceptableHeader("crit")) { try CompactJWS(parsing: both) }
    }

    private static func token(typ: JSONValue?) -> String {
        var header: JSONObject = ["alg": "HS256"]
        header["typ"] = typ
        return ForgedToken(header: header, claims: [:], signature: .bytes([0])).text
    }
}
