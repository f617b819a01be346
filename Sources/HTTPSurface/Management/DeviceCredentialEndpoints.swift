import Flows
import HTTPTypes
import Hummingbird
import TenantModel

/// `/api/v2/device-credentials`.
enum DeviceCredentialEndpoints {
    static func list(_ request: Request, _ context: TenantContext, _ bearer: ManagementBearer) async throws -> Response
    {
        let parameters = try request.managementQuery()
        let paging = try Paging(parameters, least: 1, fields: DeviceCredential.documentFields)
        var query = DeviceCredentials.Query(
            user: try parameters.text("user_id").map { Identifier($0) },
            client: try parameters.text("client_id").map { Identifier($0) },
            // As Auth0 documents: with paging `type` defaults to refresh_token, without it to every type.
            kind: paging.isAsked ? .refreshToken : nil
        )
        if let type = try parameters.text("type") {
            guard let kind = DeviceCredential.Kind(rawValue: type) else {
                throw ManagementError.query("No enum match for: \(type) on property type")
            }
            query.kind = kind
        }
        let devices = try await DeviceCredentials(in: context.world, for: bearer).list(query)
        // Auth0 documents 1,000 as the most that one list has.
        let shown = devices.prefix(1000).map(\.document)
        return .json(
            value: paging.answer(shown, named: "device_credentials", order: ["total", "start", "limit"]),
            caching: .error
        )
    }

    static func create(_ request: Request, _ context: TenantContext, _ bearer: ManagementBearer) async throws
        -> Response
    {
        let credentials = DeviceCredentials(in: context.world, for: bearer)
        let device = try await credentials.create(PublicKeyParameters(try await request.managementBody()))
        return .json(["id": .string(device.id.rawValue)], status: .created, caching: .error)
    }

    static func delete(_ request: Request, _ context: TenantContext, _ bearer: ManagementBearer) async throws
        -> Response
    {
        let name = try context.parameters.require("id")
        guard let id = PercentEncoding.decode(Array(name.utf8)[...], plusIsBlank: false) else {
            throw ManagementError(400, "Path validation error: 'Invalid id'.", code: "invalid_uri")
        }
        let credentials = DeviceCredentials(in: context.world, for: bearer)
        try await credentials.delete(Identifier(id), from: request.caller(context))
        return Response(status: .noContent)
    }
}

extension DeviceCredential {
    fileprivate static let documentFields = ["id", "device_name", "device_id", "type", "user_id", "client_id"]

    /// The credential as the API shows it, without its secret.
    fileprivate var document: JSONObject {
        var document: JSONObject = ["id": .string(id.rawValue)]
        document["device_name"] = deviceName.map(JSONValue.string)
        document["device_id"] = deviceID.map(JSONValue.string)
        document["type"] = .string(kind.rawValue)
        document["user_id"] = .string(user.rawValue)
        document["client_id"] = .string(client.rawValue)
        return document
    }
}
