package import TenantModel
package import World

/// A small tenant to remember things of, and the things.
package enum TenantFixture {
    package static let noon = Timestamp(rfc3339: "2016-05-04T12:00:00Z") ?? .earliest
    package static let client: Identifier<Client> = "client"
    package static let ada: Identifier<User> = "auth0|ada"

    package static func state(users: [User] = users, settings: TenantSettings = TenantSettings()) -> TenantState {
        var seed = TenantSeed(
            emulator: EmulatorSettings(name: "fixture"),
            globalClient: Client(id: "global", secret: "secret", name: "All Applications"),
            signingKeys: []
        )
        seed.users = users
        seed.settings = settings
        return TenantState(seed: seed, directory: TenantDirectory(seed: seed, domain: "fixture.localhost:4443"))
    }

    package static let users = [
        user(ada, in: "Users", email: "Ada@Example.com", username: "Countess", phone: "+15550100"),
        user("auth0|grace", in: "Users", email: "grace@example.com"),
        user("samlp|ada", in: "Partners", email: "ada@example.com"),
        user("sms|1", in: "sms", phone: "+15550100"),
    ]

    package static func user(
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

    package static let login = Login(user: ada, connection: "Users", profile: ["name": "Ada"], authenticatedAt: noon)

    package static var request: AuthorizationRequest {
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

    package static func code(_ value: String, expiresAt: Timestamp = noon + .seconds(600)) throws -> AuthorizationCode {
        AuthorizationCode(value: value, request: try request, login: login, expiresAt: expiresAt)
    }

    package static func pending(_ state: String, expiresAt: Timestamp = noon + .seconds(3600)) throws -> PendingLogin {
        PendingLogin(state: state, request: try request, browser: "b", csrf: "c", expiresAt: expiresAt)
    }

    package static func answer(_ code: String, expiresAt: Timestamp = noon + .seconds(600)) -> ProviderAnswer {
        ProviderAnswer(code: code, state: "s", connection: "google", user: ada, expiresAt: expiresAt)
    }

    package static func paused(_ state: String) throws -> PausedLogin {
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

    package static func ticket(_ sid: String, expiresAt: Timestamp = noon + .seconds(60)) throws -> LoginTicket {
        LoginTicket(sid: sid, user: ada, connection: "Users", request: try request, expiresAt: expiresAt)
    }

    package static func accessToken(_ value: String, expiresAt: Timestamp = noon + .seconds(86_400)) -> AccessToken {
        AccessToken(
            value: value,
            client: client,
            pipeline: .legacy,
            scope: ScopeSet("openid"),
            login: login,
            expiresAt: expiresAt
        )
    }

    package static func session(_ id: String, at instant: Timestamp = noon) -> Session {
        Session(id: id, user: ada, connection: "Users", authenticatedAt: instant, client: client)
    }

    package static func device(_ id: Identifier<DeviceCredential>) -> DeviceCredential {
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
