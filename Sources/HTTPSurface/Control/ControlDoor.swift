import HTTPTypes
import Hummingbird
import TenantModel

/// Guards the control API: programs of this machine and the tenant's own pages may use it, other web pages may not.
///
/// A web page can send requests to `localhost`, so `Origin`, `Sec-Fetch-Site` and the content type are checked.
enum ControlDoor {
    static func guarded(_ handler: @escaping EndpointHandler) -> EndpointHandler {
        { request, context in
            try check(request, context)
            return try await handler(request, context)
        }
    }

    static func check(_ request: Request, _ context: TenantContext) throws(ControlError) {
        let remote = context.remoteAddress ?? ""
        guard remote == "::1" || remote.hasPrefix("127.") || remote.hasPrefix("::ffff:127.") else {
            throw ControlError(
                status: 403,
                code: "loopback_only",
                description: "The control API answers this machine only"
            )
        }
        let site = request.headers[WireHeaders.secFetchSite]
        guard request.foreignOrigin == nil, site == nil || site == "same-origin" || site == "none" else {
            throw ControlError(
                status: 403,
                code: "foreign_origin",
                description: "A web page of another origin may not drive the emulator"
            )
        }
        guard let type = request.mediaType else { return }
        guard type == "application/json" else {
            throw ControlError(
                status: 415,
                code: "unsupported_media_type",
                description: "The control API reads JSON: send Content-Type: application/json"
            )
        }
    }
}

extension Request {
    /// The members of a control call's JSON body; none for an empty body.
    ///
    /// - Throws: 400 for a body that is no JSON object, and for a member that is not in `known`.
    func controlBody(known: [String]) async throws -> JSONObject {
        let bytes = try await bodyBytes()
        guard !bytes.isEmpty else { return JSONObject() }
        let value: JSONValue
        do { value = try JSONValue(parsing: bytes) } catch {
            throw ControlError.badRequest("The body is not valid JSON: \(error.description)")
        }
        guard let object = value.object else { throw ControlError.badRequest("The body must be a JSON object") }
        guard let unknown = object.names.first(where: { !known.contains($0) }) else { return object }
        throw ControlError.badRequest("Unknown member \"\(unknown)\"; known are \(known.joined(separator: ", "))")
    }
}
