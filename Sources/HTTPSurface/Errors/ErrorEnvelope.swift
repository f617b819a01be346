import Flows
import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1
import Tenancy
import TenantModel
import World

/// Turns refusals into responses.
///
/// No other code chooses status, headers and body of a refusal.
///
/// Each family of endpoints has its own form: OAuth, `/usernamepassword/login`, bearer tokens, the Management API,
/// pages, redirects and the control API.
struct ErrorEnvelope {
    let context: TenantContext

    func response(for error: any Error) async -> Response {
        let response = answer(to: error)
        guard context.isNavigation,
            let page = RefusalPage(error, path: context.path, requestID: context.requestID)
        else { return response }
        return dressed(response, as: page)
    }

    /// The response to a path or method that is not served.
    ///
    /// - Parameter advice: what a person can do; nil for the usual advice for the code.
    func response(
        _ status: HTTPResponse.Status,
        _ code: String,
        _ description: String,
        advice: String? = nil
    ) -> Response {
        let response = json(status.code, .error(code, description))
        guard context.isNavigation else { return response }
        let page = RefusalPage(code: code, description: description, advice: advice ?? Advice.on(code, context.path))
        return dressed(response, as: page)
    }

    /// Replaces the response's body by the page, and keeps its status and headers.
    private func dressed(_ response: Response, as page: RefusalPage) -> Response {
        var shown = page.response(response.status, context)
        for field in response.headers where shown.headers[field.name] == nil { shown.headers.append(field) }
        return shown
    }

    private func answer(to error: any Error) -> Response {
        switch error {
        case let refusal as OAuthError: oauth(refusal)
        case let refusal as LoginError: login(refusal)
        case let refusal as BearerError: bearer(refusal)
        case let refusal as ManagementError: management(refusal)
        case AuthorizationRefusal.shown(let refusal): page(refusal)
        case AuthorizationRefusal.redirected(let refusal, let target): redirect(refusal, to: target)
        case let refusal as ControlError: control(refusal)
        case let refusal as TenantRefusal: control(ControlError(refusal))
        case let failure as StoreFailure: unkept(failure)
        case is TenantGone: control(.unknown("This tenant has just been thrown away"))
        case is RequestTooLarge: tooLarge()
        default: bug(error)
        }
    }

    private func oauth(_ refusal: OAuthError) -> Response {
        context.trail.refuse(refusal.code.rawValue, refusal)
        if let hint = refusal.hint, refusal.code != .notEmulated { context.trail.note(hint) }
        let status = status(of: refusal)
        var response = json(status, .error(refusal.code.rawValue, refusal.description))
        if status == 401, refusal.challengesBasic {
            response.headers[.wwwAuthenticate] = "Basic realm=\"OAuth\", charset=\"UTF-8\""
        }
        refusal.rateLimit.map { response.show($0, at: context.world.clock.now) }
        return response
    }

    private func login(_ refusal: LoginError) -> Response {
        context.trail.refuse(refusal.code, refusal)
        return json(
            refusal.status,
            [
                "name": .string(refusal.name), "code": .string(refusal.code),
                "description": .string(refusal.description), "statusCode": .integer(refusal.status),
            ]
        )
    }

    private func management(_ refusal: ManagementError) -> Response {
        context.trail.refuse(refusal.code ?? refusal.message, refusal)
        let phrase = HTTPResponseStatus(statusCode: refusal.status).reasonPhrase
        var body: JSONObject = [
            "statusCode": .integer(refusal.status), "error": .string(phrase), "message": .string(refusal.message),
        ]
        if refusal.status == 401 { body["attributes"] = ["error": .string(refusal.message)] }
        body["errorCode"] = refusal.code.map(JSONValue.string)
        var response = json(refusal.status, body)
        response.headers[.wwwAuthenticate] = Self.challenge(refusal)
        return response
    }

    /// `WWW-Authenticate` of the Management API (RFC 6750 §3.1); nil if the refusal is not about the token.
    private static func challenge(_ refusal: ManagementError) -> String? {
        let error: String? =
            switch (refusal.status, refusal.code) {
            case (401, _): refusal.message == ManagementError.missingToken.message ? nil : "invalid_token"
            case (403, "insufficient_scope"?): "insufficient_scope"
            case (400, ManagementError.malformedHeader.code?): "invalid_request"
            default: ""
            }
        guard error != "" else { return nil }
        return challenge(error: error, refusal.message)
    }

    /// A challenge for a bearer token.
    ///
    /// - Parameter error: nil if no token was sent; the challenge then has neither error nor description.
    private static func challenge(error: String?, _ description: String) -> String {
        let realm = "Bearer realm=\"Users\""
        guard let error else { return realm }
        return "\(realm), error=\"\(error)\", error_description=\"\(ErrorDescription.onWire(description))\""
    }

    /// Plain text without a content type, as the real tenant answers.
    private func bearer(_ refusal: BearerError) -> Response {
        context.trail.refuse("invalid_token", refusal)
        var response = Response(status: .unauthorized, body: .init(byteBuffer: .init(string: "Unauthorized")))
        response.headers[.wwwAuthenticate] = Self.challenge(
            error: refusal.description.map { _ in "invalid_token" },
            refusal.description ?? ""
        )
        response.headers[.cacheControl] = WireHeaders.noStore
        return response
    }

    private func page(_ refusal: OAuthError) -> Response {
        context.trail.refuse(refusal.code.rawValue, refusal)
        return PageResponse.error(refusal, status: status(of: refusal), context: context)
    }

    private func redirect(_ refusal: OAuthError, to target: RedirectTarget) -> Response {
        context.trail.refuse(refusal.code.rawValue, refusal)
        return AuthorizationAnswer.response(AuthorizationResponse(refusal, to: target), context: context)
    }

    private func control(_ refusal: ControlError) -> Response {
        context.trail.refuse(refusal.code, refusal)
        let body: JSONObject = ["error": .string(refusal.code), "error_description": .string(refusal.description)]
        return json(refusal.status, body.merging(refusal.details))
    }

    private func tooLarge() -> Response {
        let why = "A request body may hold 2 MiB"
        context.trail.refuse("payload_too_large", reason: why)
        return json(413, JSONObject.error("payload_too_large", why))
    }

    private func unkept(_ failure: StoreFailure) -> Response {
        context.trail.refuse("storage_failed", reason: "The store failed; the line above has the cause")
        // Write the cause to the log only: it names a file of this machine, and the answer may go anywhere.
        context.logger.error("the store failed", metadata: ["cause": "\(failure)"])
        let why =
            failure.isFull
            ? "there is no room on the disk. This request was not finished; make room, and try it again"
            : "the server's log says why. This request was not finished"
        return json(503, .error("storage_failed", "The tenant's state could not be kept: \(why)."))
    }

    private func bug(_ error: any Error) -> Response {
        context.trail.refuse("server_error", reason: "Something failed here; the line above has the cause")
        let cause = String(reflecting: error)
        context.logger.error(
            "a request failed in a way nobody foresaw",
            metadata: [
                "request": "\(context.requestID)",
                "cause": "\(context.tenant?.directory.secrets.masked(cause) ?? cause)",
            ]
        )
        return json(
            500,
            .error("server_error", "Something failed here. Request \(context.requestID) has the cause in the log.")
        )
    }

    private func json(_ status: Int, _ body: JSONObject) -> Response {
        Response.json(body, status: HTTPResponse.Status(code: status), caching: .error)
    }

    /// The statuses that Auth0 documents.
    ///
    /// `invalid_grant` is 403, where RFC 6749 §5.2 has 400; `strict: true` gives 400.
    private func status(of refusal: OAuthError) -> Int {
        let isStrict = context.tenant?.directory.emulator.isStrict ?? false
        if isStrict {
            switch refusal.code {
            case .invalidGrant, .unsupportedGrantType, .unsupportedResponseType: return 400
            default: break
            }
        }
        if let status = refusal.statusOverride { return status }
        return switch refusal.code {
        case .invalidClient, .invalidUserPassword, .unauthorized: 401
        case .invalidGrant, .unauthorizedClient, .accessDenied: 403
        case .endpointDisabled: 404
        case .methodNotAllowed: 405
        case .tooManyRequests: 429
        case .unsupportedGrantType, .unsupportedResponseType, .unsupportedResponseMode, .notEmulated: 501
        case .serverError: 500
        default: 400
        }
    }
}

extension JSONObject {
    /// The body of an OAuth refusal.
    static func error(_ code: String, _ description: String) -> JSONObject {
        ["error": .string(code), "error_description": .string(ErrorDescription.onWire(description))]
    }
}
