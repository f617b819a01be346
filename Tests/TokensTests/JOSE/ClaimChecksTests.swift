import TenantModel
import Testing
import Tokens

@Suite("claim checks")
struct ClaimChecksTests {
    /// Half a second past noon: 2016-05-04T12:00:00.500Z.
    let now: Timestamp
    static let seconds = 1_462_363_200
    static let issuer = "https://acme.auth0.com/"

    init() throws {
        now = try #require(Timestamp(milliseconds: Int64(Self.seconds) * 1000 + 500))
    }

    private func check(_ claims: JSONObject, requiringExpiry: Bool = true) throws(TokenRefusal) {
        try ClaimChecks(at: now, requiringExpiry: requiringExpiry).check(claims)
    }

    @Test(
        "a token is valid while now < exp",
        arguments: [
            .integer(seconds + 1), .number(Double(seconds) + 0.501), .integer(.max), .number(1e308), .number(9e15),
        ] as [JSONValue]
    )
    func valid(_ exp: JSONValue) throws { try check(["exp": exp]) }

    @Test(
        "a token is expired when now >= exp",
        arguments: [
            .integer(seconds), .number(Double(seconds) + 0.5), .number(Double(seconds) + 0.499_01), 0, -1,
            .integer(.min),
            .number(-1e308), .number(-0.0),
        ] as [JSONValue]
    )
    func expired(_ exp: JSONValue) {
        #expect(throws: TokenRefusal.expired) { try check(["exp": exp]) }
    }

    @Test("an instant that no double holds exactly is still the same instant")
    func fraction() throws {
        let instant = try #require(Timestamp(milliseconds: Int64(Self.seconds) * 1000 + 1))
        let exp = JSONValue.number(Double(Self.seconds) + 0.001)
        #expect(throws: TokenRefusal.expired) { try ClaimChecks(at: instant).check(["exp": exp]) }
        try ClaimChecks(at: instant).check(["exp": .number(Double(Self.seconds) + 0.002), "nbf": exp])
    }

    @Test("a date before 1970 compares like any other")
    func early() throws {
        let instant = try #require(Timestamp(milliseconds: -1500))
        try ClaimChecks(at: instant).check(["exp": -1])
        #expect(throws: TokenRefusal.expired) { try ClaimChecks(at: instant).check(["exp": -2]) }
    }

    @Test(
        "an exp that is no number is refused",
        arguments: ["1462399200", nil, true, [1_462_399_200], .number(.infinity), .number(.nan)] as [JSONValue]
    )
    func notANumber(_ exp: JSONValue) {
        #expect(throws: TokenRefusal.invalidClaim("exp")) { try check(["exp": exp]) }
        #expect(throws: TokenRefusal.invalidClaim("exp")) { try check(["exp": exp], requiringExpiry: false) }
    }

    @Test("no exp is refused, except where a token may live for ever")
    func noExpiry() throws {
        #expect(throws: TokenRefusal.invalidClaim("exp")) { try check([:]) }
        try check([:], requiringExpiry: false)
        #expect(throws: TokenRefusal.expired) { try check(["exp": .integer(Self.seconds)], requiringExpiry: false) }
    }

    @Test("nbf of now is taken, a second later is not, a string is refused")
    func notBefore() throws {
        try check(["exp": .integer(.max), "nbf": .integer(Self.seconds)])
        try check(["exp": .integer(.max), "nbf": .number(Double(Self.seconds) + 0.5)])
        for late in [.integer(Self.seconds + 1), .number(Double(Self.seconds) + 0.501), .number(1e308)] as [JSONValue] {
            #expect(throws: TokenRefusal.notActive) { try check(["exp": .integer(.max), "nbf": late]) }
        }
        for other in ["1462363200", nil, []] as [JSONValue] {
            #expect(throws: TokenRefusal.invalidClaim("nbf")) { try check(["exp": .integer(.max), "nbf": other]) }
        }
    }

    @Test("iat in the future is taken, for the clock may have been moved back")
    func issuedLater() throws {
        try check(["iat": .integer(Self.seconds + 86_400), "exp": .integer(Self.seconds + 90_000)])
    }

    @Test(
        "aud is us, or a list of strings with us in it",
        arguments: ["us", ["us"], ["them", "us"]] as [JSONValue]
    )
    func audience(_ aud: JSONValue) throws {
        try ClaimChecks(at: now, audience: "us").check(["exp": .integer(.max), "aud": aud])
    }

    @Test(
        "any other aud is refused",
        arguments: [
            "them", ["them"], [], nil, .some(nil), [["us"]], ["us", 1], ["us", ["us"]], "US", "us ", "", ["us": true],
            0,
        ] as [JSONValue?]
    )
    func otherAudience(_ aud: JSONValue?) {
        var claims: JSONObject = ["exp": .integer(.max)]
        claims["aud"] = aud
        #expect(throws: TokenRefusal.invalidAudience(expected: "us")) {
            try ClaimChecks(at: now, audience: "us").check(claims)
        }
    }

    @Test(
        "iss is ours to the byte",
        arguments: [
            "https://acme.auth0.com", "https://acme.auth0.com//", "https://Acme.auth0.com/", "https://other.auth0.com/",
            "http://acme.auth0.com/", "https://acme.auth0.com/ ", "", nil, .some(nil), [.string(issuer)],
        ] as [JSONValue?]
    )
    func exactIssuer(_ iss: JSONValue?) throws {
        let checks = ClaimChecks(at: now, issuer: Self.issuer)
        try checks.check(["exp": .integer(.max), "iss": .string(Self.issuer)])
        var claims: JSONObject = ["exp": .integer(.max)]
        claims["iss"] = iss
        #expect(throws: TokenRefusal.invalidIssuer(expected: Self.issuer)) { try checks.check(claims) }
    }

    @Test("canonically equivalent texts are different texts")
    func canonicalEquivalence() {
        let kelvin = "https://\u{212A}.example/"
        #expect(kelvin == "https://K.example/")
        let checks = ClaimChecks(at: now, issuer: "https://K.example/", audience: "K")
        #expect(throws: TokenRefusal.invalidIssuer(expected: "https://K.example/")) {
            try checks.check(["exp": .integer(.max), "iss": .string(kelvin), "aud": "K"])
        }
        #expect(throws: TokenRefusal.invalidAudience(expected: "K")) {
            try checks.check(["exp": .integer(.max), "iss": "https://K.example/", "aud": "\u{212A}"])
        }
    }

    @Test("of several faults the first in the package's order is told: nbf, exp, aud, iss")
    func order() {
        let checks = ClaimChecks(at: now, issuer: "i", audience: "a")
        #expect(throws: TokenRefusal.notActive) { try checks.check(["nbf": .integer(.max), "exp": 0]) }
        #expect(throws: TokenRefusal.expired) { try checks.check(["exp": 0]) }
        #expect(throws: TokenRefusal.invalidAudience(expected: "a")) { try checks.check(["exp": .integer(.max)]) }
    }
}
