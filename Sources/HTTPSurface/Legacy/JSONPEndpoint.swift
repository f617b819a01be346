import Flows
import HTTPTypes
import Hummingbird
import NIOCore
import TenantModel

/// Serves a legacy call as a script (JSONP), for browsers without CORS.
///
/// It is a `GET` with the parameters in the query. The status is always 200; the status that the call would have had is
/// a member of the object.
struct JSONPEndpoint {
    /// The form of a success in the script.
    enum Success {
        /// The members themselves.
        case members
        /// `{status: 200, <name>: …}`.
        case named(String)
    }

    /// The form of a refusal in the script.
    enum Failure {
        /// `{status, error: {…}}`: auth0.js looks for the whole refusal in `error`.
        case nested
        /// `{status, error, error_description}`.
        case members
    }

    let handler: EndpointHandler
    let success: Success
    var failure = Failure.nested

    func respond(_ request: Request, _ context: TenantContext) async throws -> Response {
        guard let callback = try request.queryParameters().text("cbx") else {
            var response = await ErrorEnvelope(context: context).response(
                for: OAuthError(.methodNotAllowed, "Use POST, or name a JSONP callback in the parameter cbx")
            )
            response.headers[.allow] = "POST"
            return response
        }
        guard Self.isFunctionName(callback) else {
            throw OAuthError.invalidRequest("cbx must be the name of a function")
        }
        // Answer as to a program: the script must not contain a page.
        var scripted = context
        scripted.isNavigation = false
        var inner: Response
        do {
            inner = try await handler(request, scripted)
        } catch {
            inner = await ErrorEnvelope(context: scripted).response(for: error)
        }
        let body = try await object(of: inner)
        let script = "/**/ typeof \(callback) === 'function' && \(callback)(\(body.scriptText));"
        var response = Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: script)))
        response.headers[.contentType] = "application/javascript; charset=utf-8"
        response.headers[.cacheControl] = WireHeaders.noStore
        return response
    }

    /// True for identifiers joined by dots, of at most 64 bytes; any other text could be a script.
    private static func isFunctionName(_ text: String) -> Bool {
        text.utf8.count <= 64
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
                part.utf8.allSatisfy { $0.isLetterOrDigit || "_$".utf8.contains($0) }
                    && part.utf8.first.map { !$0.isDigit } ?? false
            }
    }

    private func object(of inner: Response) async throws -> JSONObject {
        let status = inner.status.code
        let bytes = try await inner.body.collected()
        let parsed = try? JSONValue(parsing: bytes).object
        guard (200..<300).contains(status) else {
            if failure == .members, let parsed {
                return JSONObject([("status", .integer(status))]).merging(parsed)
            }
            let refusal = parsed.map(JSONValue.object) ?? .string(String(decoding: bytes, as: UTF8.self))
            return ["status": .integer(status), "error": refusal]
        }
        switch success {
        case .members: return parsed ?? JSONObject()
        case .named(let name):
            let value = parsed.map(JSONValue.object) ?? .string(String(decoding: bytes, as: UTF8.self))
            return JSONObject([("status", 200), (name, value)])
        }
    }
}

extension JSONObject {
    /// The object as a script may contain it: no `<` can end a script element, and no line separator ends a string.
    fileprivate var scriptText: String {
        serializedText.replacing("<", with: #"\u003c"#)
            .replacing("\u{2028}", with: #"\u2028"#)
            .replacing("\u{2029}", with: #"\u2029"#)
    }
}

extension String {
    fileprivate func replacing(_ character: Character, with text: String) -> String {
        contains(character)
            ? split(separator: character, omittingEmptySubsequences: false).joined(separator: text) : self
    }
}
