import Tenancy
import TenantModel
import Tokens
import World

/// What `understudy inspect` says of a token.
package struct TokenInspection: Sendable {
    package let report: String
    package let isGood: Bool

    /// - Throws: complaints about the seed.
    package init(of token: String, seed: String?) async throws {
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
        var tenant: LiveTenant?
        if let seed { tenant = try await TokenPrinter(seed: seed).tenant }
        let now = tenant?.world.clock.now ?? MachineTime.now
        var lines = ["header    \(jws.header.serializedText)"]
        lines += jws.unverifiedClaims.members.map { "  \(Self.padded($0.name)) \(Self.explained($0, at: now))" }
        if let tenant {
            let verdict = Self.verdict(on: token, by: tenant, at: now)
            lines.append("verdict   \(verdict ?? "good at \(now.rfc3339)")")
            isGood = verdict == nil
        } else {
            let isCurrent = (try? ClaimChecks(at: now, requiringExpiry: false).check(jws.unverifiedClaims)) != nil
            let verdict = isCurrent ? "not verified" : "its time is over, or has not come; not verified"
            lines.append("verdict   \(verdict): give --seed to check signature and claims")
            isGood = isCurrent
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

    /// By what it is: a self-built management token names the global client as its audience and has no issuer.
    private static func verify(_ token: String, by directory: TenantDirectory, at now: Timestamp) throws {
        let jws = try CompactJWS(parsing: token)
        let global = directory.globalClient
        guard jws.unverifiedClaims["aud"]?.text == global.id.rawValue else {
            _ = try TenantSigner(directory).verifyIDToken(token, at: now)
            return
        }
        let verified = try JWSVerifier(allowing: [.hs256], hmac: HMACKey(of: global)).verify(jws)
        try ClaimChecks(at: now, audience: global.id.rawValue, requiringExpiry: false).check(verified.claims)
    }

    /// Nil where the token is good.
    private static func verdict(on token: String, by tenant: LiveTenant, at now: Timestamp) -> String? {
        do {
            try verify(token, by: tenant.directory, at: now)
            return nil
        } catch let refusal as BearerError {
            return "refused at \(now.rfc3339): \(refusal.description ?? "no reason")"
        } catch let refusal as OAuthError {
            return "refused at \(now.rfc3339): \(refusal.description)"
        } catch {
            return "refused at \(now.rfc3339): \(error)"
        }
    }
}
