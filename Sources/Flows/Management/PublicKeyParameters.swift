package import TenantModel
import Tokens

/// The body of `POST /api/v2/device-credentials`.
package struct PublicKeyParameters: Hashable, Sendable {
    package let deviceName: String
    /// The key in base64.
    package let value: String
    /// At most 36 hexadecimal digits and hyphens.
    package let deviceID: String
    /// `client_id`, which is needed if the token names no client.
    package let client: String?

    /// - Throws: `invalid_body` for a member that is missing, no text, or of another form.
    package init(_ body: JSONObject) throws(ManagementError) {
        func text(_ name: String) throws(ManagementError) -> String {
            guard let value = body[name], !value.isNull else { throw .body("Missing required property: \(name)") }
            guard let text = value.text, !text.isEmpty else {
                throw .body("Expected type string but found \(value.kind) on property \(name)")
            }
            return text
        }
        deviceName = try text("device_name")
        let type = try text("type")
        value = try text("value")
        deviceID = try text("device_id")
        client = body.names.contains("client_id") ? try text("client_id") : nil
        guard type == DeviceCredential.Kind.publicKey.rawValue else { throw .body("No enum match for: \(type)") }
        guard let key = Base64URL.decodeLenient(value), !key.isEmpty else {
            throw .body("Object didn't pass validation for format base64 on property value")
        }
        guard deviceID.utf8.count <= 36,
            deviceID.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || $0.isHexadecimalDigit })
        else { throw .body("String does not match pattern: ^[-A-Fa-f0-9]+$") }
    }
}
