import Crypto
import TenantModel
import Tokens
import World

/// Why a token says what it says, asked of the emulator that issued it.
package struct TokenTrailReport: Sendable {
    package let text: String

    /// - Throws: `ConfigurationError` where nobody serves at that port, or the token is not one of its latest.
    package init(of token: String, from server: LocalServer) async throws {
        let digest = SHA256.hash(data: Array(token.utf8)).hexadecimal
        let path = "/_understudy/tokens/\(digest)/trail"
        guard let answer = await server.get(path, of: Self.tenant(of: token)) else {
            throw ConfigurationError(description: "No emulator answers there: start one with `understudy serve`")
        }
        let document = try? JSONValue(parsing: Array(answer.body.utf8)).object
        guard answer.status == 200, let document else {
            let reason = document?["error_description"]?.text ?? "it answered \(answer.status)"
            throw ConfigurationError(description: "The emulator does not know this token: \(reason)")
        }
        var lines = ["trail     \(document["kind"]?.text ?? "token"), for \(document["client"]?.text ?? "?")"]
        for name in ["user", "scope", "run", "lifetime", "scope_set_by"] {
            if let value = document[name]?.text { lines.append("  \(Self.padded(name)) \(value)") }
        }
        for claim in document["claims"]?.object?.members ?? [] {
            lines.append("  \(Self.padded(claim.name)) ← \(claim.value.text ?? "")")
        }
        text = lines.joined(separator: "\n")
    }

    /// The host of a JWT's issuer; an opaque token does not say whose it is.
    private static func tenant(of token: String) -> String {
        let issuer = (try? CompactJWS(parsing: token))?.unverifiedClaims["iss"]?.text ?? ""
        let host = issuer.dropFirst("https://".count).prefix { $0 != "/" }
        return issuer.hasPrefix("https://") && !host.isEmpty ? String(host) : "localhost"
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(0, 16 - name.count))
    }
}
