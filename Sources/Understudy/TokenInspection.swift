import HTTPSurface
import TenantModel
import Tokens
import World

/// What `understudy inspect` says of a token.
package struct TokenInspection: Sendable {
    package let report: String
    package let isGood: Bool

    /// - Throws: complaints about the seed.
    package init(of token: String, seed: String?) throws {
        let jws: CompactJWS
        do {
            jws = try CompactJWS(parsing: token)
        } catch {
            report = """
                This is not a JWT (\(error)). An opaque access_token has 16 or 32 characters, a refresh token 45: only the
                tenant that issued it knows what it means (GET /userinfo).
                """
            isGood = false
            return
        }
        let tenant = try seed.map { try TokenPrinter(seed: $0).tenant }
        let now = tenant?.world.clock.now ?? MachineTime.now
        var lines = ["header    \(jws.header.serializedText)"]
        lines += jws.unverifiedClaims.members.map { "  \(Self.padded($0.name)) \(Self.explained($0, at: now))" }
        if let tenant {
            let verdict = Self.verdict(on: token, by: tenant, at: now)
            lines.append("verdict   \(verdict ?? "good at \(now.rfc3339)")")
            isGood = verdict == nil
        } else {
            lines.append("verdict   not verified: give --seed to check signature and claims")
            isGood = true
        }
        report = lines.joined(separator: "\n")
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(0, 16 - name.count))
    }

    private static func explained(_ member: JSONObject.Member, at now: Timestamp) -> String {
        let text = member.value.serializedText
        guard ["iat", "exp", "nbf", "auth_time"].contains(member.name), let seconds = member.value.integer,
            let instant = Timestamp(numericDate: seconds)
        else { return text }
        let distance = now.numericDate - seconds
        return "\(text)  \(instant.rfc3339), \(abs(distance)) s \(distance >= 0 ? "ago" : "from now")"
    }

    /// Nil where the token is good.
    private static func verdict(on token: String, by tenant: LiveTenant, at now: Timestamp) -> String? {
        do {
            let verified = try TenantSigner(tenant.directory).verifyIDToken(token, at: now)
            return verified.claims.isEmpty ? "empty" : nil
        } catch let refusal as BearerError {
            return "refused at \(now.rfc3339): \(refusal.description ?? "no reason")"
        } catch let refusal as OAuthError {
            return "refused at \(now.rfc3339): \(refusal.description)"
        } catch {
            return "refused at \(now.rfc3339): \(error)"
        }
    }
}
