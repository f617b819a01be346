import TenantModel
import World

/// A small tenant to remember things of, and the things.
enum TenantFixture {
    static let noon = Timestamp(rfc3339: "2016-05-04T12:00:00Z") ?? .earliest
    static let client: Identifier<Client> = "client"
    static let ada: Identifier<User> = "auth0|ada"

    static func state(users: [User] = users, settings: TenantSettings = TenantSettings()) -> TenantState {
        var seed = TenantSeed(
            emulator: EmulatorSettings(name: "fixture"),
            globalClient: Client(id: "global", secret: "secret", name: "All Applications"),
            signingKeys: []
        )
        seed.users = users
        seed.settings = settings
        return TenantState(seed: seed, directory: TenantDirectory(seed: seed, domain: "fixture.localhost:4443"))
    }

    static let users = [
        user(ada, in: "Users", email: "Ada@Example.com", username: "Countess", phone: "+15550100"),
        user("auth0|grace", in: "Users", email: "grace@example.com"),
        user("samlp|ada", in: "Partners", email: "ada@example.com"),
        user("sms|1", in: "sms", phone: "+15550100"),
    ]

    static func user(
        _ id: Identifier<User>,
        in connection: String,
        email: String? = nil,
        username: String? = nil,
        phone: String? = nil
    ) -> User {
        var user = User(id: id, connection: connection, createdAt: noon)
        user.email = email
        user.username = username
        user.phoneNumber = phone
        return user
    }

    static let login = Login(user: ada, connection: "Users", profile: ["name": "Ada"], authenticatedAt: noon)

    static var request: AuthorizationRequest {
        get throws {
            guard let code = ResponseType("code") else { throw Unthinkable.noCode }
            return AuthorizationRequest(
                client: client,
                pipeline: .conformant,
                responseType: code,
                target: RedirectTarget(redirectURI: "https://app.example/cb", mode: .query, state: "s"),
                scope: ScopeSet("openid"),
                parameters: ["client_id": "client", "state": "s"]
            )
        }
    }

    private enum Unthinkable: Error { case noCode }

    static func code(_ value: String, expiresAt: Timestamp = noon + .seconds(600)) throws -> AuthorizationCode {
        AuthorizationCode(value: value, request: try request, login: login, expiresAt: expiresAt)
    }

    static func pending(_ state: String, expiresAt: Timestamp = noon + .seconds(3600)) throws -> PendingLogin {
        PendingLogin(state: state, request: try request, browser: "b", csrf: "c", expiresAt: expiresAt)
    }

    static func answer(_ code: String, expiresAt: Timestamp = noon + .seconds(600)) -> ProviderAnswer {
        ProviderAnswer(code: code, state: "s", connection: "google", user: ada, expiresAt: expiresAt)
    }

    static func paused(_ state: String) throws -> PausedLogin {
        PausedLogin(
            state: state,
            reason: .redirect,
            request: try request,
            user: ada,
            connection: "Users",
            authenticatedAt: noon,
            session: .begin("s", replacing: nil),
            expiresAt: noon + .seconds(4000)
        )
    }

    static func ticket(_ sid: String, expiresAt: Timestamp = noon + .seconds(60)) throws -> LoginTicket {
        LoginTicket(sid: sid, user: ada, connection: "Users", request: try request, expiresAt: expiresAt)
    }

    static func accessToken(_ value: String, expiresAt: Timestamp = noon + .seconds(86_400)) -> AccessToken {
        AccessToken(
            value: value,
            client: client,
            pipeline: .legacy,
            scope: ScopeSet("openid"),
            login: login,
            expiresAt: expiresAt
        )
    }

    static func session(_ id: String, at instant: Timestamp = noon) -> Session {
        Session(id: id, user: ada, connection: "Users", authenticatedAt: instant, client: client)
    }

    static func device(_ id: Identifier<DeviceCredential>) -> DeviceCredential {
        DeviceCredential(
            id: id,
            kind: .refreshToken,
            user: ada,
            client: client,
            deviceName: "browser",
            secret: "r-\(id)",
            scope: ScopeSet("openid offline_access"),
            createdAt: noon
        )
    }
}
