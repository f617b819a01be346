package import TenantModel
import Tokens
package import World

/// The caller of the Management API: the user, client and scopes of its token.
package struct ManagementBearer: Sendable {
    /// The user of the token, who may reach only their own data; nil for a client's token.
    package let subject: Identifier<User>?
    /// The client that the token was issued to; nil if it names none.
    package let client: Identifier<Client>?
    private let scopes: Set<String>

    private enum TokenKind { case selfSigned, issued, idToken }

    /// The piece of the old pipeline that the token belongs to, and its client; nil for a token of today.
    private let legacyUse: (piece: LegacyPiece, client: Client)?

    /// Verifies the caller's token.
    ///
    /// - Parameter header: the `Authorization` header as sent.
    /// - Throws: `ManagementError`: 401 without a token; 400 for a malformed header; 401 for a token that is malformed,
    ///   has a bad signature, audience or issuer, has expired, or is of a kind that the tenant does not take.
    package static func admitted(
        header: String?,
        in world: World,
        from caller: Caller
    ) throws -> ManagementBearer {
        let now = world.clock.now
        let reading = try reading(header, in: world.directory, at: now)
        let bearer = try ManagementBearer(reading, at: now)
        if let use = bearer.legacyUse,
            let reason = LegacyGate(in: world, by: caller).reasonToRefuse(use.piece, to: use.client)
        {
            throw ManagementError.invalidToken("\(use.piece.call): \(reason)")
                .hinting("Instead: \(use.piece.replacement(for: use.client))")
                .about(client: use.client.id, user: bearer.subject)
        }
        return bearer
    }

    /// Counts an answered call if the token belongs to the old pipeline.
    package func count(in world: World, from caller: Caller) {
        legacyUse.map { LegacyGate(in: world, by: caller).count($0.piece, by: $0.client) }
    }

    private init(_ reading: Reading, at now: Timestamp) throws {
        client = reading.client?.id
        legacyUse = reading.piece.flatMap { piece in reading.client.map { (piece, $0) } }
        let subject = reading.claims["sub"]?.text
        do {
            let checks = ClaimChecks(at: now, requiringExpiry: reading.kind != .selfSigned)
            try checks.check(reading.claims)
        } catch {
            let reason = error.reason(claims: reading.claims, at: now)
            let refusal = error == .expired ? ManagementError.expiredToken(reason) : .invalidToken(reason)
            throw refusal.about(client: reading.client?.id, user: subject.map { Identifier($0) })
        }
        switch reading.kind {
        case .idToken:
            guard let subject else {
                throw ManagementError.invalidToken("The id_token has no sub").about(client: client)
            }
            self.subject = Identifier(subject)
            scopes = Self.ofIDTokens
        case .selfSigned, .issued:
            self.subject = subject.flatMap { $0.hasSuffix("@clients") ? nil : Identifier($0) }
            scopes = Self.scopes(in: reading.claims)
        }
    }

    /// A token whose signature, issuer and audience are right; its dates are not checked yet.
    private struct Reading {
        let kind: TokenKind
        let claims: JSONObject
        let client: Client?

        var piece: LegacyPiece? {
            switch kind {
            case .selfSigned: .selfSignedManagementToken
            case .idToken: .idTokenAsBearer
            case .issued: nil
            }
        }
    }

    private static func reading(
        _ header: String?,
        in directory: TenantDirectory,
        at now: Timestamp
    ) throws -> Reading {
        guard let header else { throw ManagementError.missingToken }
        let words = header.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, words[0].lowercased() == "bearer", words[1].filter({ $0 == "." }).count == 2 else {
            throw ManagementError.malformedHeader
        }
        guard let jws = try? CompactJWS(parsing: String(words[1])) else {
            throw ManagementError.invalidToken(TokenRefusal.malformed.reason(of: "", at: now))
        }
        let audience = jws.unverifiedClaims["aud"]?.text
        let named = audience.flatMap { directory.client(Identifier($0)) }
        let issuer = TokenRefusal.invalidIssuer(expected: directory.issuer)
        do {
            switch (jws.algorithm, named) {
            case (_, let client?) where client.isGlobal:
                let claims = try selfSigned(jws, by: client)
                // Tools that build such tokens leave `iss` out.
                guard claims["iss"].map({ $0.text == directory.issuer }) ?? true else { throw issuer }
                return Reading(kind: .selfSigned, claims: claims, client: client)
            case (_, let client?):
                let claims = try TenantSigner(directory).verify(jws, issuedTo: client)
                guard claims["iss"]?.text == directory.issuer else { throw issuer }
                return Reading(kind: .idToken, claims: claims, client: client)
            case (SignatureAlgorithm.rs256.rawValue, nil) where audience == directory.url("/api/v2/"):
                let claims = try TenantSigner(directory).verify(jws, issuer: directory.issuer)
                let party = claims["azp"]?.text.flatMap { directory.client(Identifier($0)) }
                return Reading(kind: .issued, claims: claims, client: party)
            case (SignatureAlgorithm.hs256.rawValue, nil):
                throw ManagementError.notGlobal(
                    "The token is signed with HS256, and its aud is not \(directory.globalClient.id.rawValue), the client_id "
                        + "of the global client"
                )
            default: throw TokenRefusal.invalidAudience(expected: directory.url("/api/v2/"))
            }
        } catch let refusal as TokenRefusal {
            let reason = refusal.reason(of: String(words[1]), at: now)
            let error = refusal == .invalidSignature ? ManagementError.invalidSignature(reason) : .invalidToken(reason)
            throw error.about(client: named?.id)
        }
    }

    /// Verifies with the decoded secret, then with its text: older tools sign with the one, newer with the other.
    private static func selfSigned(_ jws: CompactJWS, by client: Client) throws -> JSONObject {
        let raw = try HMACKey(bytes: Array(client.secret.utf8))
        let decoded = Base64URL.decodeLenient(client.secret).flatMap { try? HMACKey(bytes: $0) }
        if let decoded, let verified = try? JWSVerifier(allowing: [.hs256], hmac: decoded).verify(jws) {
            return verified.claims
        }
        return try JWSVerifier(allowing: [.hs256], hmac: raw).verify(jws).claims
    }

    /// The scopes in `scope`, or else in the object `scopes`, which older tokens have.
    private static func scopes(in claims: JSONObject) -> Set<String> {
        if let scope = claims["scope"]?.text { return Set(ScopeSet(scope).words) }
        let entities = claims["scopes"]?.object?.members ?? []
        return Set(
            entities.flatMap { entity in
                (entity.value.object?["actions"]?.elements ?? []).compactMap(\.text).map { "\($0):\(entity.name)" }
            }
        )
    }

    /// The scopes that every user's id_token has, without naming them.
    private static let ofIDTokens: Set<String> = [
        "read:current_user", "update:current_user_identities", "create:current_user_metadata",
        "update:current_user_metadata", "delete:current_user_metadata", "create:current_user_device_credentials",
        "delete:current_user_device_credentials",
    ]

    package func has(_ scope: String) -> Bool { scopes.contains(scope) }

    /// Checks that the token has one of these scopes.
    ///
    /// - Throws: 403 if it has none of them.
    package func demand(anyOf expected: String...) throws(ManagementError) {
        guard expected.contains(where: scopes.contains) else {
            throw .insufficientScope(expected)
                .because(
                    "The token has none of the scopes \(expected.joined(separator: ", ")); it has "
                        + TenantDirectory.listed(scopes.sorted())
                )
                .about(client: client, user: subject)
        }
    }
}
