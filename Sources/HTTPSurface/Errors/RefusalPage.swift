import Flows
import HTTPTypes
import Hummingbird
import NIOHTTP1
import Tenancy
import TenantModel
import World

/// A page that shows a refusal to a person: what happened, and what to do.
///
/// Programs get the same refusal as JSON; `ErrorEnvelope` and `TenantResponder` choose by `Request.isNavigation`.
struct RefusalPage {
    let code: String
    let description: String
    var reason: String?
    let advice: String?

    init(code: String, description: String, advice: String?) {
        self.code = code
        self.description = description
        self.advice = advice
    }

    /// The page for that refusal; nil for one that already is a page or a redirect.
    init?(_ error: any Error, path: String, requestID: String) {
        switch error {
        case is AuthorizationRefusal: return nil
        case let refusal as OAuthError:
            let advice = refusal.explanation.hint ?? Advice.on(refusal.code.rawValue, path)
            self.init(code: refusal.code.rawValue, description: refusal.description, advice: advice)
        case let refusal as LoginError:
            self.init(
                code: refusal.code,
                description: refusal.description,
                advice: refusal.explanation.hint ?? Advice.forPrograms
            )
        case let refusal as BearerError:
            let description = refusal.description ?? "This address wants an access token, and none was sent"
            self.init(code: "invalid_token", description: description, advice: refusal.explanation.hint ?? Advice.token)
        case let refusal as ManagementError:
            let code = refusal.code ?? HTTPResponseStatus(statusCode: refusal.status).reasonPhrase
            let advice = refusal.explanation.hint ?? Advice.on(code, path) ?? Advice.token
            self.init(code: code, description: refusal.message, advice: advice)
        case let refusal as ControlError:
            self.init(
                code: refusal.code,
                description: refusal.description,
                advice: refusal.explanation.hint ?? Advice.on(refusal.code, path) ?? Advice.control
            )
        case let refusal as TenantRefusal:
            self.init(ControlError(refusal), path: path, requestID: requestID)
        case let failure as StoreFailure:
            self.init(
                code: "storage_failed",
                description: "The tenant could not write down what this request did, so none of it has happened.",
                advice: failure.isFull ? Advice.fullStore : Advice.store
            )
        case is TenantGone:
            self.init(
                code: "not_found",
                description: "This tenant has just been thrown away",
                advice: Advice.unknownHost(nil)
            )
        case is RequestTooLarge:
            let description = "A request body may hold 2 MiB"
            self.init(code: "payload_too_large", description: description, advice: Advice.on("payload_too_large", path))
        default:
            self.init(
                code: "server_error",
                description: "Something failed here that should not have.",
                advice: Advice.bug(requestID)
            )
        }
        reason = (error as? any ExplainedRefusal)?.explanation.reason
    }

    /// Renders the page.
    ///
    /// - Parameter context: nil if the request has reached no tenant; the page then shows no tenant's time.
    func response(_ status: HTTPResponse.Status, _ context: TenantContext?) -> Response {
        PageResponse.response(
            ErrorPage(
                status: status.code,
                title: Self.title(status.code),
                code: code,
                description: description,
                reason: reason,
                hint: advice,
                requestID: context?.requestID,
                now: context?.tenant.map { $0.world.clock.now }
            ),
            status: status
        )
    }

    private static func title(_ status: Int) -> String {
        switch status {
        case 401: "This address wants a token"
        case 403: "This is not allowed"
        case 404: "There is nothing here"
        case 405: "This address is not opened like that"
        case 413: "That was too much at once"
        case 421: "No tenant has this name"
        case 429: "That was too often"
        case 501: "Not played here"
        case 503: "Not now"
        case 500...: "Something broke here"
        default: "This cannot go on"
        }
    }
}
