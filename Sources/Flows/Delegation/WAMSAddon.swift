import Crypto
import TenantModel
import Tokens

/// The add-on for Windows Azure Mobile Services: an id_token with the user as `uid`, signed with a key that is derived
/// from the service's master key.
enum WAMSAddon {
    static func token(_ occasion: DelegationOccasion) -> DelegatedIDToken {
        var token = occasion.idToken
        token.claims.additional["uid"] = .string(occasion.login.user.rawValue)
        return token
    }

    static func signer(_ occasion: DelegationOccasion) throws(OAuthError) -> JWTSigner {
        let settings = occasion.settings
        let masterKey = try settings.demanded("masterkey")
        return try settings.signing(with: "masterkey") { () throws(KeyError) in
            JWTSigner(try HMACKey(mobileServicesMasterKey: masterKey))
        }
    }
}

extension HMACKey {
    /// Creates the key that the service derives: the SHA-256 of its master key followed by `JWTSig`.
    init(mobileServicesMasterKey masterKey: String) throws(KeyError) {
        guard !masterKey.isEmpty else { throw .emptySecret }
        try self.init(bytes: Array(SHA256.hash(data: Array("\(masterKey)JWTSig".utf8))))
    }
}
