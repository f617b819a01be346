import Hummingbird
import TenantModel

/// On a page for people a refusal without a place of its own is shown, not sent as JSON.
enum ShownRefusal {
    static func insteadOfJSON(_ work: () async throws -> Response) async throws -> Response {
        do { return try await work() } catch let refusal as OAuthError { throw AuthorizationRefusal.shown(refusal) }
    }
}
