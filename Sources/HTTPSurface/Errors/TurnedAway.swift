import HTTPTypes
import Hummingbird
import Tenancy
import TenantModel

/// Why a request reaches no tenant.
///
/// Such a request changes nothing.
enum TurnedAway: Error {
    case badTarget, noHost, notReady, foreignHost

    var status: HTTPResponse.Status { words.status }
    var code: String { words.code }
    var description: String { words.description }

    private var words: (status: HTTPResponse.Status, code: String, description: String) {
        switch self {
        case .badTarget: (.badRequest, "invalid_request", "The request target must be a path")
        case .noHost: (.badRequest, "invalid_request", "The Host header is missing or malformed")
        case .notReady: (.serviceUnavailable, "temporarily_unavailable", "The tenant is still being set up")
        case .foreignHost:
            (
                .misdirectedRequest, "unknown_host",
                "No tenant has this host name. Use the tenant's domain, or add the name to emulator.aliases in the seed."
            )
        }
    }

    func response(to request: Request, _ context: TenantContext) -> Response {
        var response = Response.json(.error(code, description), status: status, caching: .error)
        if context.isNavigation {
            let name = request.head.authority.flatMap(HostName.checked) ?? ""
            let page =
                self == .foreignHost
                ? RefusalPage(
                    code: code,
                    description: "No tenant answers at \(name).",
                    advice: Advice.unknownHost(name)
                )
                : RefusalPage(code: code, description: description, advice: Advice.on(code, context.path))
            response = page.response(status, nil)
        }
        response.headers[WireHeaders.contentTypeOptions] = "nosniff"
        return response
    }
}
