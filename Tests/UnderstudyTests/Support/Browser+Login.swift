import Testing
import UnderstudyTesting

/// What people and libraries do at the tenant, one step each.
extension Browser {
    /// A path of the tenant, asked by the tenant's own name, so that cookies are one jar.
    func at(_ path: String) -> String { TestTenant.origin + path }

    func authorize(_ parameters: KeyValuePairs<String, String>) async throws -> Exchange.Response {
        try await get(at("/authorize?\(FormCoding.encode(parameters))"))
    }

    /// `/authorize` with what every client sends.
    func authorize(
        _ client: TestClient,
        _ responseType: String = "code",
        scope: String = "openid",
        with more: KeyValuePairs<String, String> = [:]
    ) async throws -> Exchange.Response {
        let query = FormCoding.encode([
            "client_id": client.id, "response_type": responseType, "redirect_uri": client.callback, "scope": scope,
        ])
        let rest = FormCoding.encode(more)
        return try await get(at("/authorize?\(query)\(rest.isEmpty ? "" : "&")\(rest)"))
    }

    /// Opens the page that a redirect from `/authorize` names.
    func open(_ response: Exchange.Response) async throws -> Exchange.Response {
        try #require(response.status == 302, "\(response.page)")
        return try await get(try #require(response.location).description)
    }

    /// Types a name and a password into the login page and submits it.
    func submit(
        _ page: Exchange.Response,
        name: String = Person.ada.name,
        password: String = Person.ada.password
    ) async throws -> Exchange.Response {
        let form = try #require(HTMLForm(in: page.text), "\(page.text)")
        return try await post(
            at(form.action),
            form: [
                "state": form["state"] ?? "", "_csrf": form["_csrf"] ?? "", "username": name, "password": password,
            ]
        )
    }

    /// A whole login on the hosted page; the answer is the one to the application.
    func logIn(
        _ client: TestClient,
        _ responseType: String = "code",
        scope: String = "openid",
        with more: KeyValuePairs<String, String> = [:]
    ) async throws -> Exchange.Response {
        let begun = try await authorize(client, responseType, scope: scope, with: more)
        return try await submit(try await open(begun))
    }

    /// A login, and the code it ends with.
    func code(
        for client: TestClient,
        scope: String = "openid",
        with more: KeyValuePairs<String, String> = [:]
    ) async throws -> String {
        let answer = try await logIn(client, "code", scope: scope, with: more)
        return try #require(answer.location?.query("code"), "\(answer.redirectedRefusal)")
    }

    /// The exchange of a code, with the client's secret in the body.
    func redeem(
        _ code: String,
        by client: TestClient,
        redirectURI: String? = nil,
        verifier: String? = nil
    ) async throws -> Exchange.Response {
        var body = FormCoding.encode([
            "grant_type": "authorization_code", "code": code, "client_id": client.id,
            "redirect_uri": redirectURI ?? client.callback,
        ])
        if client != .spa, client != .native { body += "&" + FormCoding.encode(["client_secret": client.secret]) }
        if let verifier { body += "&" + FormCoding.encode(["code_verifier": verifier]) }
        return try await post(at("/oauth/token"), body: body)
    }

    /// A login by API.
    func resourceOwner(
        _ client: TestClient = .legacy,
        scope: String = "openid",
        name: String = Person.ada.name,
        password: String = Person.ada.password
    ) async throws -> Exchange.Response {
        try await post(
            at("/oauth/ro"),
            form: [
                "client_id": client.id, "connection": Person.database, "grant_type": "password", "username": name,
                "password": password, "scope": scope,
            ]
        )
    }

    /// A form body as it stands.
    func post(_ address: String, body: String, fields: Fields = [:]) async throws -> Exchange.Response {
        var fields = fields
        if fields["Content-Type"] == nil { fields.append("Content-Type", "application/x-www-form-urlencoded") }
        return try await send(.init("POST", try url(address), fields: fields, body: Array(body.utf8)))
    }

    func userInfo(_ token: String) async throws -> Exchange.Response {
        try await get(at("/userinfo"), fields: ["Authorization": "Bearer \(token)"])
    }

    func tokenInfo(_ token: String) async throws -> Exchange.Response {
        try await post(at("/tokeninfo"), form: ["id_token": token])
    }
}
