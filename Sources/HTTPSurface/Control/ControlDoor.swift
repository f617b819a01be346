import HTTPTypes
import Hummingbird
import TenantModel

/// Who may use the control API: this machine's own tools and pages of the emulator, never another web page
/// (catalogue LS-02, LS-07, LS-08).
enum ControlDoor {
    typealias Handler = @Sendable (Request, TenantContext) async throws -> Response

    static func guarded(_ handler: @escaping Handler) -> Handler {
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
    /// The members of a control call's JSON body; an empty body has none.
    ///
    /// - Throws: 400 for anything else, and for members that are not in `known`.
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
