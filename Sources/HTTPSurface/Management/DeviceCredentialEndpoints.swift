import Flows
import HTTPTypes
import Hummingbird
import TenantModel

/// `/api/v2/device-credentials` (Management API §9).
enum DeviceCredentialEndpoints {
    static func list(_ request: Request, _ context: TenantContext) async throws -> Response {
        let parameters = try request.managementQuery()
        let paging = try Paging(parameters, most: 1000)
        var query = DeviceCredentials.Query(
            user: try parameters.text("user_id"),
            client: try parameters.text("client_id"),
            kind: paging.isAsked ? .refreshToken : nil
        )
        if let type = try parameters.text("type") {
            guard let kind = DeviceCredential.Kind(rawValue: type) else {
                throw ManagementError.query("No enum match for: \(type) on property type")
            }
            query.kind = kind
        }
        let devices = try await credentials(request, context).list(query)
        return .management(paging.answer(devices.map(\.document), named: "device_credentials"))
    }

    static func create(_ request: Request, _ context: TenantContext) async throws -> Response {
        let credentials = try credentials(request, context)
        let device = try await credentials.create(try await request.managementBody())
        return .management(.object(["id": .string(device.id.rawValue)]), status: .created)
    }

    static func delete(_ request: Request, _ context: TenantContext) async throws -> Response {
        let credentials = try credentials(request, context)
        let name = try context.parameters.require("id")
        guard let id = PercentEncoding.decode(Array(name.utf8)[...], plusIsBlank: false) else {
            throw ManagementError(400, "Path validation error: 'Invalid id'.", code: "invalid_uri")
        }
        try await credentials.delete(Identifier(id), from: request.caller(context))
        return Response(status: .noContent)
    }

    private static func credentials(_ request: Request, _ context: TenantContext) throws -> DeviceCredentials {
        DeviceCredentials(in: context.world, for: try request.managementBearer(context))
    }
}

extension DeviceCredential {
    /// Without the secret, which is never shown.
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
