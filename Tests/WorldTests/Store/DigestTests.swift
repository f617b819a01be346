import TenantModel
import TestFixtures
import Testing
import World

@Suite("A tenant's digest")
struct DigestTests {
    private typealias Fixture = TenantFixture

    struct Change: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let make: @Sendable (inout TenantState) throws -> Void

        init(_ name: String, _ make: @escaping @Sendable (inout TenantState) throws -> Void) {
            testDescription = name
            self.make = make
        }
    }

    static let changes = [
        Change("code") { $0.save(try Fixture.code("x")) }, Change("login") { $0.save(try Fixture.pending("x")) },
        Change("paused login") { $0.save(try Fixture.paused("x")) },
        Change("ticket") { $0.save(try Fixture.ticket("x")) },
        Change("provider's answer") { $0.save(Fixture.answer("x")) },
        Change("access token") { $0.save(Fixture.accessToken("x")) },
        Change("session") { $0.save(Fixture.session("x")) },
        Change("device") { $0.save(Fixture.device("x")) },
        Change("id_token") { $0.noteIDToken(of: Fixture.ada, for: Fixture.client, expiresAt: Fixture.noon) },
        Change("user") { $0.save(Fixture.user("auth0|x", in: "Users")) },
    ]

    @Test("is 64 hexadecimal digits, the same for the same things in any order")
    func order() throws {
        var forwards = Fixture.state()
        var backwards = Fixture.state(users: Fixture.users.reversed())
        #expect(forwards.digest == backwards.digest)
        for number in 0..<200 {
            forwards.save(Fixture.accessToken("o\(number)"))
            forwards.save(try Fixture.code("c\(number)"))
            backwards.save(try Fixture.code("c\(199 - number)"))
            backwards.save(Fixture.accessToken("o\(199 - number)"))
        }
        #expect(forwards.digest == backwards.digest)
        #expect(forwards.digest.utf8.count == 64)
        #expect(forwards.digest.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) })
    }

    /// The same in every process, whatever the order of its hash tables.
    @Test("is a published value")
    func published() {
        let users = (0..<12).map { Fixture.user(Identifier("auth0|\($0)"), in: "Users", email: "\($0)@example.com") }
        var tenant = Fixture.state(users: users)
        tenant.save(Fixture.session("x"))
        tenant.save(Fixture.answer("x"))
        tenant.noteIDToken(of: Fixture.ada, for: Fixture.client, expiresAt: Fixture.noon)
        #expect(tenant.digest == "c647707596b5fdb5ad0aef592a253630c2ac95b33b80cacd053c8f977b88cf0a")
    }

    @Test("changes with every kind of thing, each in its own way, and returns when the thing is gone")
    func content() throws {
        let empty = Fixture.state()
        let digests = try Self.changes.map { change in
            var tenant = empty
            try change.make(&tenant)
            return tenant.digest
        }
        #expect(Set(digests + [empty.digest]).count == Self.changes.count + 1)

        var tenant = empty
        tenant.save(Fixture.session("x"))
        tenant.endSession("x")
        tenant.save(try Fixture.code("x"))
        _ = tenant.takeCode("x", at: Fixture.noon)
        #expect(tenant.digest == empty.digest)
    }

    @Test("changes with a user's every property", arguments: userChanges)
    func user(_ change: UserChange) throws {
        var user = try #require(Fixture.users.first)
        change.make(&user)
        var tenant = Fixture.state()
        tenant.save(user)
        #expect(tenant.digest != Fixture.state().digest)
    }

    struct UserChange: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let make: @Sendable (inout User) -> Void

        init(_ name: String, _ make: @escaping @Sendable (inout User) -> Void) {
            testDescription = name
            self.make = make
        }
    }

    static let userChanges = [
        UserChange("connection") { $0.connection = "x" }, UserChange("email") { $0.email = "ada@example.com" },
        UserChange("no email") { $0.email = nil }, UserChange("email_verified") { $0.emailVerified = true },
        UserChange("username") { $0.username = "x" }, UserChange("phone_number") { $0.phoneNumber = "x" },
        UserChange("phone_verified") { $0.phoneVerified = false }, UserChange("name") { $0.name = "x" },
        UserChange("nickname") { $0.nickname = "x" }, UserChange("picture") { $0.picture = "x" },
        UserChange("given_name") { $0.givenName = "x" }, UserChange("family_name") { $0.familyName = "x" },
        UserChange("attributes") { $0.attributes = ["x": nil] },
        UserChange("identities") {
            $0.identities = [UserIdentity(provider: .auth0, connection: "Users", userID: "ada", isSocial: false)]
        },
        UserChange("user_metadata") { $0.userMetadata = ["x": 1] },
        UserChange("app_metadata") { $0.appMetadata = ["x": 1] }, UserChange("blocked") { $0.isBlocked = true },
        UserChange("password") { $0.password = .plain("x") },
        UserChange("password hash") { $0.password = .bcrypt("x") },
        UserChange("created_at") { $0.createdAt = .latest }, UserChange("updated_at") { $0.updatedAt = .latest },
        UserChange("last_login") { $0.lastLogin = .latest }, UserChange("last_ip") { $0.lastIP = "::1" },
        UserChange("logins_count") { $0.loginsCount = 1 },
        UserChange("last_password_reset") { $0.lastPasswordReset = .latest }, UserChange("roles") { $0.roles = ["x"] },
        UserChange("kept") { $0.kept = ["x": 1] },
    ]

    @Test("does not change when room is made and nothing goes")
    func notCovered() {
        var tenant = Fixture.state()
        tenant.makeRoom(at: Fixture.noon)
        #expect(tenant.digest == Fixture.state().digest)
    }
}
