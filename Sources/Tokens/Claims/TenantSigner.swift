package import TenantModel
package import World

/// Signs and verifies tokens of a tenant, with the algorithm and key that the settings of each token's client name.
package struct TenantSigner: Sendable {
    private let directory: TenantDirectory

    package init(_ directory: TenantDirectory) { self.directory = directory }

    package var keys: TenantKeys {
        get throws(KeyError) { try TenantKeys(directory.signingKeys, domain: directory.domain) }
    }

    /// HS256 with the client's secret or RS256 with the tenant's key, as the client's settings say.
    package func signer(for client: Client) throws(KeyError) -> JWTSigner {
        switch client.jwtConfiguration.algorithm {
        case .hs256: JWTSigner(try HMACKey(of: client))
        case .rs256: try keys.current.signer
        }
    }

    /// A token of the tenant's own, for its own use: RS256.
    package func verify(_ token: String, issuer: String, at now: Timestamp) throws -> JSONObject {
        let claims = try verify(try CompactJWS(parsing: token), issuer: issuer)
        try ClaimChecks(at: now).check(claims)
        return claims
    }

    /// The same, whatever time it is.
    package func verify(_ token: CompactJWS, issuer: String) throws -> JSONObject {
        let claims = try JWSVerifier(allowing: [.rs256], rsa: try keys.publicKey(withID:)).verify(token).claims
        guard claims["iss"]?.text == issuer else { throw TokenRefusal.invalidIssuer(expected: issuer) }
        return claims
    }

    package struct VerifiedIDToken: Sendable {
        package let client: Client
        package let subject: Identifier<User>
        package let claims: JSONObject
    }

    /// An id_token of this tenant, by the algorithm and key that the settings of the client in `aud` name.
    ///
    /// - Throws: `BearerError` with the reason; `invalid_request` for a genuine token of another issuer.
    package func verifyIDToken(_ token: String, at now: Timestamp) throws -> VerifiedIDToken {
        var named: Client?
        do {
            let unverified = try CompactJWS(parsing: token)
            guard let client = client(in: unverified.unverifiedClaims["aud"]) else {
                throw BearerError(
                    description: "jwt audience invalid",
                    reason: "The token's aud names no client of this tenant"
                )
            }
            named = client
            let claims = try verify(unverified, issuedTo: client)
            guard claims["iss"]?.text == directory.issuer else {
                throw OAuthError.invalidRequest("The issuer of the token must be \(directory.issuer)")
                    .because(TokenRefusal.invalidIssuer(expected: directory.issuer).reason(of: token, at: now))
                    .about(client: client.id)
            }
            return try check(claims, of: client, at: now)
        } catch let refusal as TokenRefusal {
            throw BearerError(description: refusal.description, reason: refusal.reason(of: token, at: now))
                .about(client: named?.id)
        }
    }

    /// What a genuine id_token of this tenant says, whatever time it is and whoever presents it; nil for anything else.
    package func readHint(_ token: String) -> VerifiedIDToken? {
        guard let jws = try? CompactJWS(parsing: token), let client = client(in: jws.unverifiedClaims["aud"]),
            !client.isGlobal, let claims = try? verify(jws, issuedTo: client),
            claims["iss"]?.text == directory.issuer, let subject = claims["sub"]?.text
        else { return nil }
        return VerifiedIDToken(client: client, subject: Identifier(subject), claims: claims)
    }

    /// Verifies an id_token that its own client presents.
    ///
    /// - Throws: `TokenRefusal`.
    package func verifyIDToken(
        _ token: String,
        presentedBy client: Client,
        at now: Timestamp
    ) throws -> VerifiedIDToken {
        let unverified = try CompactJWS(parsing: token)
        let audience = unverified.unverifiedClaims["aud"]
        // Only the presenter's own key vouches for a token that names him: another client whom it names, too, has a
        // secret of its own to sign it with.
        guard !names(in: audience).contains(client.id.rawValue), let owner = self.client(in: audience) else {
            return try check(try verify(unverified, issuedTo: client), of: client, at: now)
        }
        // Refused either way: a genuine token of another client for its audience, not for a signature that cannot fit.
        return try check(try verify(unverified, issuedTo: owner), of: client, at: now)
    }

    /// What a genuine token of that client says, whatever time it is.
    ///
    /// - Throws: `TokenRefusal`.
    package func verify(_ token: CompactJWS, issuedTo client: Client) throws -> JSONObject {
        let verifier =
            switch client.jwtConfiguration.algorithm {
            case .hs256: JWSVerifier(allowing: [.hs256], hmac: try HMACKey(of: client))
            case .rs256: JWSVerifier(allowing: [.rs256], rsa: try keys.publicKey(withID:))
            }
        return try verifier.verify(token).claims
    }

    private func check(_ claims: JSONObject, of client: Client, at now: Timestamp) throws -> VerifiedIDToken {
        try ClaimChecks(at: now, issuer: directory.issuer, audience: client.id.rawValue).check(claims)
        guard let subject = claims["sub"]?.text else { throw TokenRefusal.invalidClaim("sub") }
        return VerifiedIDToken(client: client, subject: Identifier(subject), claims: claims)
    }

    private func client(in audience: JSONValue?) -> Client? {
        names(in: audience).lazy.compactMap { directory.client(Identifier($0)) }.first
    }

    private func names(in audience: JSONValue?) -> [String] {
        audience?.elements?.compactMap(\.text) ?? audience?.text.map { [$0] } ?? []
    }
}
