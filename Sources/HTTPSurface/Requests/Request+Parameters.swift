import Flows
import HTTPTypes
import Hummingbird
import NIOCore
import TenantModel
import Tokens

extension Request {
    /// The most bytes of a body: 2 MiB.
    static let maximumBodySize = 2 * 1024 * 1024

    /// The query as it stands in the request line.
    var rawQuery: Substring {
        guard let path = head.path, let mark = path.firstIndex(of: "?") else { return "" }
        return path[path.index(after: mark)...]
    }

    func queryParameters() throws(OAuthError) -> Parameters { try Parameters(form: Array(rawQuery.utf8)) }

    /// The parameters in the body, which is JSON or a form by its content type.
    func bodyParameters() async throws -> Parameters {
        let buffer = try await bodyBytes()
        // Some client libraries send a content type without a body.
        guard !buffer.isEmpty else { return Parameters() }
        switch mediaType {
        case "application/json"?: return try Parameters(json: buffer)
        case "application/x-www-form-urlencoded"?: return try Parameters(form: buffer)
        case let type:
            throw OAuthError.invalidRequest(
                "Content-Type must be application/json or application/x-www-form-urlencoded, not "
                    + (type.map { "\"\(String($0.prefix(80)))\"" } ?? "absent")
            )
        }
    }

    /// The content type without its parameters and blanks (RFC 9110 §8.3.1).
    var mediaType: String? {
        head.headerFields[.contentType].map { type in
            // Nearly every request says one of these, and letter by letter costs a fortieth of a login.
            if type == "application/x-www-form-urlencoded" || type == "application/json" { return type }
            return String(type.lowercased().prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" })
        }
    }

    /// What rules are told of who asks.
    func caller(_ context: TenantContext) -> Caller {
        let languages = head.headerFields[.acceptLanguage]?.split(separator: ",", maxSplits: 1)
        let language = languages?.first?.prefix { $0 != ";" && $0 != "-" }
        return Caller(
            address: context.remoteAddress,
            userAgent: head.headerFields[.userAgent].map { String($0.prefix(500)) },
            language: language.flatMap { $0.isEmpty || $0 == "*" ? nil : String($0.prefix(20)) }
        )
    }

    /// `Origin`, where it is not the address that this request came to; `null` where a page keeps its address to
    /// itself.
    var foreignOrigin: String? {
        let fields = head.headerFields
        // For our own pages the browser sends `Sec-Fetch-Site: same-origin`, which no page can forge (Fetch Metadata).
        if fields[.origin] == "null", fields[WireHeaders.secFetchSite] == "same-origin" { return nil }
        let own = head.authority.map { ["http://\($0.lowercased())", "https://\($0.lowercased())"] } ?? []
        return fields[.origin].flatMap { own.contains($0) ? nil : $0 }
    }

    func bodyBytes() async throws -> [UInt8] {
        // A declared size is refused before a byte of it is read.
        if let length = head.headerFields[.contentLength].flatMap({ Int($0) }), length > Self.maximumBodySize {
            throw RequestTooLarge()
        }
        do {
            let buffer = try await body.collect(upTo: Self.maximumBodySize)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw RequestTooLarge()
        }
    }

    /// Body parameters of an endpoint that takes none in the query (RFC 6749 §2.3.1, §3.2).
    ///
    /// What stands in both places is there twice (RFC 6749 §3.2); what stands in the query alone is not looked at.
    func bodyParametersAlone() async throws -> Parameters {
        var parameters = try await bodyParameters()
        guard !rawQuery.isEmpty else { return parameters }
        let repeated = try queryParameters().object.names.filter { parameters.object[$0] != nil }
        parameters.duplicates.formUnion(repeated)
        return parameters
    }

    /// GET by query, POST by body; a POST's query may add what its body lacks, never repeat it.
    func parameters() async throws -> Parameters {
        let query = try queryParameters()
        guard head.method == .post else { return query }
        var parameters = try await bodyParameters()
        for member in query.object.members {
            if parameters.object[member.name] != nil { parameters.duplicates.insert(member.name) }
            parameters.object[member.name] = member.value
        }
        parameters.duplicates.formUnion(query.duplicates)
        return parameters
    }

    var basicCredentials: BasicCredentials? {
        get throws(OAuthError) {
            guard let header = head.headerFields[.authorization] else { return nil }
            let parts = header.split(separator: " ", omittingEmptySubsequences: true)
            guard let scheme = parts.first, scheme.lowercased() == "basic" else { return nil }
            guard parts.count == 2, let decoded = Base64URL.decodeLenient(parts[1]),
                let credentials = BasicCredentials(decoding: decoded)
            else { throw .invalidRequest("The Authorization header is not valid Basic credentials") }
            return credentials
        }
    }

    /// The first cookie of that name in all `Cookie` headers; malformed cookies beside it are skipped.
    func cookie(_ name: String) -> String? {
        for header in head.headerFields[values: .cookie] {
            for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
                let trimmed = pair.drop { $0 == 0x20 }
                guard let equals = trimmed.firstIndex(of: UInt8(ascii: "=")) else { continue }
                if String(trimmed[..<equals]) == name { return String(trimmed[trimmed.index(after: equals)...]) }
            }
        }
        return nil
    }
}

/// The body is larger than `Request.maximumBodySize`.
struct RequestTooLarge: Error {}

extension Parameters {
    init(json bytes: [UInt8]) throws(OAuthError) {
        do {
            guard case .object(let object) = try JSONValue(parsing: bytes) else {
                throw OAuthError.invalidRequest("The body must be a JSON object")
            }
            guard object.members.count <= Self.most else { throw OAuthError.invalidRequest(Self.tooMany) }
            self.init(object)
        } catch let error as JSONSyntaxError {
            throw .invalidRequest("The body is not valid JSON: \(error.description)")
        } catch let error as OAuthError {
            throw error
        } catch {
            throw .invalidRequest("The body is not valid JSON")
        }
    }
}
