import TenantModel
import Tokens

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The repository's `Fixtures` folder.
enum Fixtures {
    static func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Fixtures").appending(path: path), encoding: .utf8)
    }

    static func vector(_ name: String) throws -> JSONObject {
        try JSONValue(parsing: text("Vectors/\(name).json")).object ?? JSONObject()
    }

    static func pem(_ name: String) throws -> String { try text("Keys/\(name).pem") }

    static func rsaKey(_ name: String = "rsa-2048") throws -> RSAPrivateKey { try .parsed(pem(name)) }

    /// One current key, by default `rsa-2048`, under the kid `current`; other published ones under their file's name.
    static func tenantKeys(current: String = "rsa-2048", others: [String] = []) throws -> TenantKeys {
        let first = SigningKey(keyID: "current", privateKeyPEM: try pem(current))
        let rest = try others.map { SigningKey(keyID: $0, privateKeyPEM: try pem($0), isCurrent: false) }
        return try TenantKeys([first] + rest, domain: "acme.auth0.com")
    }
}
