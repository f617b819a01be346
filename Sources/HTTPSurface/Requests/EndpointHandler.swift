import Hummingbird

/// What a route leads to.
typealias EndpointHandler = @Sendable (Request, TenantContext) async throws -> Response
