import Hummingbird
import NIOCore
import TenantModel
import World

/// `/test` and `/testall`, with which monitors check that a real tenant is up.
enum ProbeEndpoints {
    static func clock(_ request: Request, _ context: TenantContext) async throws -> Response {
        .json(["clock": .integer(Int(context.world.clock.now.milliseconds))], caching: .error)
    }

    static func everything(_ request: Request, _ context: TenantContext) async throws -> Response {
        var response = Response(status: .ok, body: .init(byteBuffer: .init(string: "OK")))
        response.headers[.contentType] = "text/plain; charset=utf-8"
        return response
    }
}
