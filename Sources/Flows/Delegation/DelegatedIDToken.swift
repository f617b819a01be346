import TenantModel
import Tokens
import World

/// An id_token for another client, naming who asked (authentication API §12.2).
struct DelegatedIDToken {
    let occasion: DelegationOccasion
    var claims: IDTokenClaims

    /// For the token's trail: on what grounds it went out.
    func trail(of token: String) -> MintedToken {
        var minted = MintedToken(
            token,
            kind: .idToken,
            client: occasion.target.id,
            pipeline: .legacy,
            scope: occasion.scope,
            login: occasion.login,
            issuedAt: occasion.instant,
            expiresAt: claims.expiresAt
        )
        minted.carriedClaims = Set(occasion.carriedClaims.names)
        return minted
    }
}

extension DelegationOccasion {
    var idToken: DelegatedIDToken {
        var claims = IDTokenClaims(
            issuer: directory.issuer,
            subject: login.user,
            audience: target.id,
            issuedAt: instant,
            lifetime: lifetime,
            pipeline: .legacy,
            additional: scopeClaims
        )
        claims.authorizedParty = source.id
        return DelegatedIDToken(occasion: self, claims: claims)
    }
}
