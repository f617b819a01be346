import Flows
import HTTPTypes
import Hummingbird
import NIOCore
import TenantModel
import Tokens
import World

/// The documents that a tenant publishes: discovery, the key set, and the signing certificate in several formats.
enum DiscoveryEndpoints {
    static func configuration(_ request: Request, _ context: TenantContext) async throws -> Response {
        .json(DiscoveryDocument.of(context.world.directory), caching: .shared)
    }

    static func keys(_ request: Request, _ context: TenantContext) async throws -> Response {
        let directory = context.world.directory
        let keys = try TenantSigner(directory).keys
        return .json(keys.jwks(of: directory.emulator.era).object, caching: .shared)
    }

    static func pem(_ request: Request, _ context: TenantContext) async throws -> Response {
        file(try certificate(context).pem.utf8, type: "application/x-pem-file", name: "\(tenant(context)).pem")
    }

    static func rawPEM(_ request: Request, _ context: TenantContext) async throws -> Response {
        file(try certificate(context).pem.utf8, type: "text/plain; charset=utf-8", name: nil)
    }

    static func der(_ request: Request, _ context: TenantContext) async throws -> Response {
        file(try certificate(context).der, type: "application/pkix-cert", name: "\(tenant(context)).cer")
    }

    static func pkcs7(_ request: Request, _ context: TenantContext) async throws -> Response {
        file(try certificate(context).pkcs7, type: "application/x-pkcs7-certificates", name: "\(tenant(context)).p7b")
    }

    private static func tenant(_ context: TenantContext) -> String { context.world.directory.name }

    private static func certificate(_ context: TenantContext) throws -> SigningCertificate {
        try TenantSigner(context.world.directory).keys.current.certificate
    }

    private static func file(_ bytes: some Sequence<UInt8>, type: String, name: String?) -> Response {
        var response = Response(status: .ok, body: .init(byteBuffer: .init(bytes: bytes)))
        response.headers[.contentType] = type
        response.headers[.contentDisposition] = name.map { "attachment; filename=\"\($0)\"" }
        return response
    }
}
