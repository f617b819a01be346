import Hummingbird
import TenantModel

/// Shows refusals of pages for people as pages, not as JSON.
enum ShownRefusal {
    static func insteadOfJSON(_ work: () async throws -> Response) async throws -> Response {
        do { return try await work() } catch let refusal as OAuthError { throw AuthorizationRefusal.shown(refusal) }
    }
}
