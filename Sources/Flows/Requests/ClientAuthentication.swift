package import TenantModel
package import World

/// Authenticates the client of a call.
///
/// A client with a secret may send it in the body or by HTTP Basic, whatever its settings name: libraries choose
/// either, and the real tenant takes both. With `strict: true` only the registered form is taken.
package enum ClientAuthentication {
    /// Authenticates the client.
    ///
    /// - Parameters:
    ///   - endpoint: the endpoint, which decides the code of the refusal.
    ///   - note: called, for the journal, if the secret came in another form than the registered one.
    /// - Throws: 401 `access_denied` `Unauthorized` (`invalid_client` at `/oauth/revoke`) for an unknown client or a
    ///   wrong or missing secret; `invalid_request` where two ways of authentication stand in one request.
    package static func authenticate(
        _ parameters: Parameters,
        basic: BasicCredentials?,
        at endpoint: Endpoint = .token,
        in directory: TenantDirectory,
        noting note: (String) -> Void = { _ in }
    ) throws(OAuthError) -> Client {
        let credentials: ClientCredentials
        do { credentials = try ClientCredentials(parameters, basic: basic) } catch {
            throw error.about(client: parameters.namedClient(basic).flatMap { directory.client($0)?.id })
        }
        let isStrict = directory.emulator.isStrict
        func refusal(_ reason: String, _ client: Client? = nil) -> OAuthError {
            var refusal =
                isStrict || endpoint == .revocation
                ? OAuthError(.invalidClient, "Unauthorized") : OAuthError(.accessDenied, "Unauthorized", status: 401)
            refusal.challengesBasic = basic != nil
            return refusal.because(reason).about(client: client?.id)
        }
        guard let named = credentials.readings.first else {
            throw refusal("The Authorization header and the body's client_id name different clients")
        }
        guard
            let client = credentials.readings.lazy.compactMap({ directory.client(Identifier($0.clientID)) }).first
        else {
            throw refusal(directory.noClient(called: named.clientID))
        }
        let secrets = credentials.readings.filter { Identifier($0.clientID) == client.id }.compactMap(\.secret)
        switch decide(credentials.form, secrets, of: client, isStrict: isStrict) {
        case .proven(let remark):
            if let remark { note(remark) }
            return client
        case .refused(let reason): throw refusal(reason, client)
        }
    }

    package enum Endpoint: Sendable { case token, revocation }

    private enum Decision {
        case proven(remark: String?)
        case refused(reason: String)
    }

    private static let advice =
        "An application that cannot keep one, such as a single-page app, needs app_type: spa or "
        + "token_endpoint_auth_method: none in clients[..]"

    /// - Parameter secrets: the secret that was sent, in each possible reading.
    private static func decide(
        _ form: TokenEndpointAuthMethod,
        _ secrets: [String],
        of client: Client,
        isStrict: Bool
    ) -> Decision {
        let expected = client.tokenEndpointAuthMethod
        let who = "\(client.name) (\(client.id)) came with \(form.words)"
        let wanted = expected.map { "its token_endpoint_auth_method is \($0.words)" } ?? "either form is taken from it"
        if expected == TokenEndpointAuthMethod.none {
            guard form != .none else { return .proven(remark: nil) }
            return isStrict
                ? .refused(reason: "\(who); \(wanted), and strict: true takes no secret from it")
                : .proven(remark: "\(who); \(wanted), so its secret was not looked at")
        }
        if form == .none {
            return expected == nil && client.isPublic
                ? .proven(remark: nil)
                : .refused(reason: "\(who); \(wanted), so it has to send its secret. \(Self.advice)")
        }
        // Check the secret before the form: a wrong secret is wrong in either form.
        guard secrets.contains(where: { ConstantTime.isEqual($0, client.secret) }) else {
            return .refused(reason: "\(who); \(wanted). The secret is not the one of that client")
        }
        guard let expected, expected != form else { return .proven(remark: nil) }
        return isStrict
            ? .refused(reason: "\(who); \(wanted), and strict: true takes that form alone")
            : .proven(remark: "\(who); \(wanted). Both are taken, unless the seed says strict: true")
    }
}

extension TokenEndpointAuthMethod {
    /// The method and where the request has the secret.
    fileprivate var words: String {
        switch self {
        case .none: "none (client_id alone)"
        case .clientSecretPost: "client_secret_post (client_secret in the body)"
        case .clientSecretBasic: "client_secret_basic (the Authorization header)"
        }
    }
}

extension Client {
    /// True for clients that cannot keep a secret, such as native and browser apps; they must use PKCE.
    package var isPublic: Bool {
        tokenEndpointAuthMethod == TokenEndpointAuthMethod.none
            || tokenEndpointAuthMethod == nil && (appType == "native" || appType == "spa")
    }
}
