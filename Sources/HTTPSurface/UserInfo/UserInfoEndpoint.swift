import Flows
import HTTPTypes
import Hummingbird
import TenantModel

/// `GET` and `POST /userinfo`.
enum UserInfoEndpoint {
    static func show(_ request: Request, _ context: TenantContext) async throws -> Response {
        let token = try BearerToken.of(
            header: request.headers[.authorization],
            parameters: try await request.parameters()
        )
        return .json(try await UserInfo(in: context.world).profile(bearer: token), caching: .error)
    }
}

/// The three ways a bearer token may come; never two at once (RFC 6750 §2).
enum BearerToken {
    static func of(header: String?, parameters: Parameters) throws -> String {
        let parameter = try parameters.text("access_token")
        guard let header else {
            guard let parameter else { throw BearerError.missing(hint: "Send Authorization: Bearer ACCESS_TOKEN") }
            return parameter
        }
        guard parameter == nil else {
            throw OAuthError.invalidRequest("The access token must be sent in one way only")
        }
        let words = header.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, words[0].lowercased() == "bearer", !words[1].isEmpty,
            words[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw BearerError(description: "The Authorization header must be: Bearer <token>") }
        return String(words[1])
    }
}
