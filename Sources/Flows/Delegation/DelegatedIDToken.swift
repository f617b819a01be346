import TenantModel
import Tokens
import World

/// An id_token for the target of a delegation; `azp` names the client that asked.
struct DelegatedIDToken {
    let occasion: DelegationOccasion
    var claims: IDTokenClaims

    /// The entry of this token in the trail of tokens.
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
