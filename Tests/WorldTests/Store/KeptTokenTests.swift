import TenantModel
import TestFixtures
import Testing

@testable import World

@Suite("An access token as a row")
struct KeptTokenTests {
    private typealias Fixture = TenantFixture

    struct Example: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let profile: JSONObject

        init(_ name: String, _ profile: JSONObject) {
            testDescription = name
            self.profile = profile
        }
    }

    private static let user: User = {
        var user = Fixture.user("auth0|é", in: "Users", email: "e@example.com", username: "é")
        (user.name, user.nickname, user.picture) = ("Zoë", "", "https://p.example/x")
        user.attributes = ["locale": "fr", "deep": [["a": [1, .number(-0.0)]]]]
        (user.userMetadata, user.appMetadata) = (["colour": "é"], ["plan": nil])
        var identity = UserIdentity(provider: .auth0, connection: "Users", userID: "é", isSocial: false)
        identity.profileData = ["x": [true, false, .integer(.min), .number(.leastNonzeroMagnitude)]]
        user.identities = [identity]
        return user
    }()

    private static let usual: JSONObject = [
        "email": "e@example.com", "username": "é", "email_verified": false, "user_id": "auth0|é", "clientID": "client",
        "picture": "https://p.example/x", "nickname": "",
        "identities": [
            ["user_id": "é", "provider": "auth0", "profileData": .object(user.identities[0].profileData ?? [:])]
        ],
        "updated_at": "2016-05-04T12:00:00.123Z", "created_at": "2016-05-04T12:00:00.000Z", "name": "Zoë",
        "locale": "fr", "deep": [["a": [1, .number(-0.0)]]], "user_metadata": ["colour": "é"],
        "app_metadata": ["plan": nil],
    ]

    static let examples = [
        Example("the usual profile", usual),
        Example("no profile", [:]),
        Example(
            "other spellings that Swift takes for equal",
            [
                "username": "e\u{301}", "name": "Zoe\u{308}", "user_id": "auth0|e\u{301}", "locale": "fr",
                "deep": [["a": [1, .number(0.0)]]], "user_metadata": ["colour": "e\u{301}"],
                "identities": [["user_id": "e\u{301}"]],
            ]
        ),
        Example(
            "what rules leave",
            [
                "name": nil, "picture": 1, "identities": ["user_id": "é"], "updated_at": "yesterday",
                "email": ["é", ["é"]],
                "user_metadata": ["identities": [["user_id": "é"]]], "": "",
                "big": .string(String(repeating: "ü", count: 300)),
                "numbers": [.integer(.max), .integer(.min), .number(0.1), .number(-5e299)],
            ]
        ),
        Example(
            "more identities than the user has",
            ["identities": [["user_id": "é"], ["user_id": "é"], "x", [["user_id": "é"]]]]
        ),
        Example("an instant in other words", ["updated_at": "2016-05-04T12:00:00Z"]),
    ]

    private func token(_ value: String, _ profile: JSONObject, user: Identifier<User> = user.id) -> AccessToken {
        var token = Fixture.accessToken(value)
        token.login = Login(user: user, connection: "Users", profile: profile, authenticatedAt: Fixture.noon)
        token.login.sessionID = "session of \(value)"
        return token
    }

    @Test("is read back byte for byte, whatever its profile says", arguments: examples)
    func profiles(_ example: Example) {
        var tenant = Fixture.state(users: [Self.user])
        for user in [Self.user.id, "auth0|nobody"] {
            let token = token("o", example.profile, user: user)
            tenant.save(token)
            #expect(tenant.accessToken("o")?.record.serializedText == token.record.serializedText)
        }
    }

    @Test("stays as it was where its user changes")
    func change() {
        var tenant = Fixture.state(users: [Self.user])
        tenant.save(token("o", Self.usual))
        var user = Self.user
        (user.name, user.identities, user.userMetadata) = ("Somebody", [], [:])
        tenant.save(user)
        _ = tenant.noteLogin(of: user.id, from: nil, at: .latest)
        #expect(tenant.accessToken("o")?.login.profile.serializedText == Self.usual.serializedText)
    }

    @Test("shares all but its name and times with those of other users and other instants")
    func sharing() throws {
        var other = Self.user
        (other.id, other.name, other.email) = ("auth0|other", "Other", "other@example.com")
        var tenant = Fixture.state(users: [Self.user, other])
        tenant.save(token("a", Self.usual))
        var profile = Self.usual
        (profile["user_id"], profile["name"], profile["email"]) = ("auth0|other", "Other", "other@example.com")
        profile["updated_at"] = "2017-01-01T00:00:00.000Z"
        tenant.save(token("b", profile, user: other.id))
        let kept = try ["a", "b"].map { try #require(tenant.accessTokens[$0]) }
        #expect(kept[0].grounds === kept[1].grounds)
        // A login counts the user, and the person stays.
        _ = tenant.noteLogin(of: Self.user.id, from: nil, at: Fixture.noon)
        tenant.save(token("c", Self.usual))
        #expect(tenant.accessTokens["c"]?.person === kept[0].person)
    }

    @Test("takes nine words, and a refresh token sixteen")
    func size() {
        #expect(MemoryLayout<KeptAccessToken>.size == 72)
        #expect(MemoryLayout<KeptDevice>.size == 128)
    }

    @Test("and a refresh token as a row are read back whole, and share what they have in common")
    func devices() {
        var tenant = Fixture.state()
        var full = Fixture.device("full")
        (full.kind, full.connection, full.audience, full.deviceID) = (.rotatingRefreshToken, "Users", "", "e\u{301}")
        (full.begunAt, full.family) = (Fixture.noon - .seconds(9), "first")
        (full.replacedAt, full.successors, full.expiresAt) = (Fixture.noon, ["a", "b"], .latest)
        var spelledOtherwise = full
        (spelledOtherwise.id, spelledOtherwise.deviceID, spelledOtherwise.audience) = ("other", "é", nil)
        let devices = [Fixture.device("plain"), Fixture.device("alike"), full, spelledOtherwise]
        for device in devices { tenant.save(device) }
        for device in devices {
            #expect(tenant.device(device.id)?.record.serializedText == device.record.serializedText)
        }
        #expect(tenant.deviceGrounds.count == 3)
    }

    @Test("does not keep what many different logins shared no more")
    func pool() {
        var tenant = Fixture.state(users: [Self.user])
        for number in 0..<2000 { tenant.save(token("o", ["n": .integer(number)])) }
        #expect(tenant.accessToken("o")?.login.profile == ["n": 1999])
        #expect(tenant.tokenGrounds.count <= 512)
    }
}
