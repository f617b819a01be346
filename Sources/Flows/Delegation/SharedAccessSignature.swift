import TenantModel
import Tokens

/// The signature of Azure's shared access signatures: HMAC-SHA256 in base64.
enum SharedAccessSignature {
    /// The signature of a storage account, whose key is written in base64.
    ///
    /// - Throws: `undecodableSecret`, `emptySecret`.
    static func storage(_ text: String, accessKey: String) throws(KeyError) -> String {
        guard let key = Base64URL.decodeLenient(accessKey) else { throw .undecodableSecret }
        return Base64.encode(try HMACKey(bytes: key).sign(text.utf8))
    }

    /// The signature of a service bus, whose key is the bytes of its text.
    ///
    /// - Throws: `emptySecret`.
    static func serviceBus(_ text: String, key: String) throws(KeyError) -> String {
        Base64.encode(try HMACKey(bytes: Array(key.utf8)).sign(text.utf8))
    }
}
