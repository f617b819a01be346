package import TenantModel
import Tokens
package import World

/// Reads a request to `/authorize`.
///
/// It checks client, redirect URI, response type and response mode first. Until these are proven, a refusal is shown on
/// a page; after that, refusals are sent to the client with its `state`.
package struct AuthorizeParameters {
    private let parameters: Parameters
    private let directory: TenantDirectory

    package init(_ parameters: Parameters, in directory: TenantDirectory) {
        self.parameters = parameters
        self.directory = directory
    }

    /// The most bytes of parameters of one login, because every login under way is remembered.
    package static let mostBytes = 16 * 1024

    package func validated() throws(AuthorizationRefusal) -> AuthorizationRequest {
        try shown { () throws(OAuthError) -> Void in
            try parameters.check(atMost: Self.mostBytes, of: "a login")
        }
        let client = try shown { () throws(OAuthError) -> Client in try self.client() }
        let proven = try shown { () throws(OAuthError) -> Proven in
            do throws(OAuthError) { return try self.proven(client) } catch { throw error.about(client: client.id) }
        }
        return try told(to: proven.target) { () throws(OAuthError) -> AuthorizationRequest in
            do throws(OAuthError) { return try completed(proven) } catch { throw error.about(client: client.id) }
        }
    }

    private struct Proven {
        var client: Client
        var responseType: ResponseType
        var target: RedirectTarget
        var sentRedirectURI: String?
    }

    private func shown<Value>(_ step: () throws(OAuthError) -> Value) throws(AuthorizationRefusal) -> Value {
        do { return try step() } catch { throw .shown(error) }
    }

    private func told<Value>(
        to target: RedirectTarget,
        _ step: () throws(OAuthError) -> Value
    ) throws(AuthorizationRefusal) -> Value {
        do { return try step() } catch { throw .redirected(error, to: target) }
    }

    private func proven(_ client: Client) throws(OAuthError) -> Proven {
        let isPopup = try parameters.flag("owp") ?? false
        let sent = try parameters.text("redirect_uri")
        let redirectURI = try redirectURI(sent, of: client, isPopup: isPopup)
        // A request by `request` or `request_uri` may lack other parameters: say first that these are not supported.
        if try parameters.text("response_type") == nil { try unplayed.checkRequestObject() }
        let text = try parameters.required("response_type")
        guard let responseType = ResponseType(text) else {
            throw OAuthError(.unsupportedResponseType, "Unsupported response type: \(text)", status: 501).because(
                "response_type \"\(text.prefix(80))\" is none of code, token, id_token and their combinations"
            )
        }
        let mode = try mode(for: responseType)
        // A repeated `state` cannot be echoed, so its refusal cannot be redirected either.
        let state = try parameters.text("state")
        let target = RedirectTarget(
            redirectURI: redirectURI,
            mode: mode,
            state: state,
            popupClient: isPopup ? client.id : nil,
            messageClient: mode == .webMessage ? client.id : nil,
            relay: mode == .webMessage ? try relay(of: client) : nil
        )
        return Proven(client: client, responseType: responseType, target: target, sentRedirectURI: sent)
    }

    private func client() throws(OAuthError) -> Client {
        let id = try parameters.required("client_id")
        guard let client = directory.client(Identifier(id)) else {
            throw OAuthError(
                .invalidRequest,
                "Unknown client: \(id)",
                hint: "Compare the client_id with the clients of the seed; the page at / lists them."
            )
            .because(directory.noClient(called: id))
        }
        return client
    }

    private func redirectURI(_ sent: String?, of client: Client, isPopup: Bool) throws(OAuthError) -> String {
        guard let sent else {
            if let first = client.callbacks.first { return first }
            if isPopup { return directory.url("/login/callback") }
            throw .invalidRequest("Missing required parameter: redirect_uri, and the client has no callbacks")
                .hinting("Add the address of the application to clients[..].callbacks of \(client.name) in the seed.")
        }
        let own = [directory.url("/mobile"), directory.url("/login/callback")]
        let mismatch = OAuthError(
            .unauthorizedClient,
            "Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs."
        )
        let uri: RedirectURI
        do { uri = try RedirectURI(sent) } catch {
            throw mismatch.because(
                "\(sent.shownAddress) \(error.rawValue)",
                hint: "No seed can allow it: send another one."
            )
        }
        let isAllowed = (client.callbacks + own).contains {
            uri.matches(registered: $0, nativeLoopback: client.appType == "native")
        }
        guard isAllowed else {
            throw mismatch.because(
                "\(sent.shownAddress) is not among the client's callbacks (clients[..].callbacks); \(client.name) has "
                    + TenantDirectory.listed(client.callbacks),
                hint: sent.contains("*")
                    ? "A * stands in the seed alone: send the address itself."
                    : "Add \(sent.shownAddress), character for character, to the callbacks of \(client.name) in the seed."
            )
        }
        return sent
    }

    private func relay(of client: Client) throws(OAuthError) -> MessageRelay? {
        guard let uri = try parameters.text("web_message_uri"), let frame = try parameters.text("web_message_target")
        else { return nil }
        guard let origin = (try? RedirectURI(uri))?.origin, client.owns(origin: origin) else {
            throw .invalidRequest("web_message_uri must be on one of the client's own origins")
                .hinting("Add its origin to clients[..].web_origins of \(client.name) in the seed.")
        }
        return MessageRelay(uri: uri, frame: frame)
    }

    private func mode(for responseType: ResponseType) throws(OAuthError) -> ResponseMode {
        guard let text = try parameters.text("response_mode") else { return responseType.defaultMode }
        guard let mode = ResponseMode(rawValue: text), mode != .query || !responseType.isFrontChannel else {
            throw OAuthError(.unsupportedResponseMode, "Unsupported response mode: \(text)", status: 501).because(
                "response_mode \"\(text.prefix(80))\" does not go with this response_type; "
                    + "there are query (for a code alone), fragment, form_post and web_message"
            )
        }
        return mode
    }

    private var unplayed: UnplayedParameters { UnplayedParameters(parameters) }

    private func completed(_ proven: Proven) throws(OAuthError) -> AuthorizationRequest {
        try unplayed.checkRequestObject()
        try unplayed.check()
        let client = proven.client
        let pipeline = try pipeline(of: client)
        var request = AuthorizationRequest(
            client: client.id,
            pipeline: pipeline,
            responseType: proven.responseType,
            target: proven.target,
            scope: try parameters.scope(),
            parameters: parameters.withoutSecrets
        )
        request.sentRedirectURI = proven.sentRedirectURI
        try checkGrants(of: client, for: proven.responseType)
        request.nonce = try parameters.text("nonce")
        if pipeline == .conformant, proven.responseType.idToken, request.nonce == nil {
            throw .invalidRequest("Missing required parameter: nonce")
                .hinting("An OIDC conformant client that asks for an id_token in the front channel sends a nonce")
        }
        request.prompt = try prompt()
        request.hintedUser = try hintedUser(isSilent: request.prompt.contains(.none))
        request.maxAgeSeconds = try maxAge()
        request.connection = try connection(for: client)
        request.connectionScope = try parameters.text("connection_scope")
        request.loginHint = try parameters.text("login_hint")
        request.codeChallenge = try codeChallenge()
        request.device = try parameters.text("device")
        request.keepsSession = try parameters.flag("sso") ?? true
        return request
    }

    private func pipeline(of client: Client) throws(OAuthError) -> Pipeline {
        let (audience, resource) = (try parameters.text("audience"), try resource())
        switch audience ?? resource ?? directory.settings.defaultAudience {
        case nil, "": return client.isConformant ? .conformant : .legacy
        case directory.url("/userinfo")?: return .conformant
        case let audience?:
            // Every tenant has the Management API.
            guard directory.audiences.contains(audience) || audience == directory.url("/api/v2/") else {
                throw OAuthError(.accessDenied, "Service not found: \(audience)").because(
                    "audience \"\(audience.prefix(200))\" is the identifier of no API of this tenant; there are "
                        + TenantDirectory.listed(([directory.url("/userinfo")] + directory.audiences).sorted()),
                    hint: "Add it to resourceServers in the seed, or leave audience out"
                )
            }
            throw .notEmulated("An access token for the API \(audience)", as: .invalidRequest)
        }
    }

    /// `resource` (RFC 8707 §2), if the tenant's settings give it that meaning; else nil.
    private func resource() throws(OAuthError) -> String? {
        guard directory.settings.kept["resource_parameter_profile"] == "compatibility" else { return nil }
        return try parameters.text("resource")
    }

    private func checkGrants(of client: Client, for responseType: ResponseType) throws(OAuthError) {
        if responseType.code, !client.allows(.authorizationCode) {
            throw .grantNotAllowed(.authorizationCode, to: client)
        }
        if responseType.isFrontChannel, !client.allows(.implicit) { throw .grantNotAllowed(.implicit, to: client) }
    }

    private func prompt() throws(OAuthError) -> Set<Prompt> {
        let words = (try parameters.text("prompt") ?? "").split(separator: " ")
        let prompt = Set(words.compactMap { Prompt(rawValue: String($0)) })
        guard !prompt.contains(.none) || words.count == 1 else {
            throw .invalidRequest("Prompt includes none with other values")
                .hinting("prompt=none stands alone")
        }
        return prompt
    }

    /// The user whom `id_token_hint` names (OIDC Core §3.1.2.1); an expired id_token names its user, too.
    ///
    /// - Throws: `login_required` for `prompt=none` with a token that is not genuine.
    private func hintedUser(isSilent: Bool) throws(OAuthError) -> Identifier<User>? {
        guard let hint = try parameters.text("id_token_hint") else { return nil }
        if let token = TenantSigner(directory).readHint(hint) { return token.subject }
        // Ignore a text that is no token at all; refuse a token that is not genuine.
        guard isSilent, (try? CompactJWS(parsing: hint)) != nil else { return nil }
        throw OAuthError(
            .loginRequired,
            "Login required",
            hint: "id_token_hint is not an id_token that this tenant issued, so no session can be its user's."
        )
    }

    private func maxAge() throws(OAuthError) -> Int? {
        guard let text = try parameters.text("max_age") else { return nil }
        guard let seconds = Int(text), seconds >= 0 else {
            throw .invalidRequest("max_age must be a whole number of seconds")
        }
        return seconds
    }

    private func connection(for client: Client) throws(OAuthError) -> String? {
        guard let name = try parameters.text("connection") else { return nil }
        let connection = try ConnectionChoice.connection(named: name, for: client, in: directory)
        guard connection.strategy.kind != .passwordless else {
            throw .notEmulated("A passwordless login at /authorize", as: .invalidRequest)
        }
        return name
    }

    private func codeChallenge() throws(OAuthError) -> CodeChallenge? {
        let methodText = try parameters.text("code_challenge_method")
        guard let value = try parameters.text("code_challenge") else {
            guard methodText == nil else { throw .invalidRequest("Missing required parameter: code_challenge") }
            return nil
        }
        guard let method = CodeChallenge.Method(rawValue: methodText ?? "plain") else {
            throw .invalidRequest("code_challenge_method must be S256 or plain")
        }
        guard CodeChallenge.isWellFormed(value) else {
            throw .invalidRequest("code_challenge must have 43 to 128 unreserved characters")
        }
        return CodeChallenge(method: method, value: value)
    }
}
