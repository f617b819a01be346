import Crypto
import TenantModel
import Tokens

/// Windows Azure Mobile Services: an id_token whose `uid` is the user, signed with the key that the service derives from
/// its master key (authentication API §12.3).
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
    /// SHA-256 of the service's master key and the word `JWTSig`.
    init(mobileServicesMasterKey masterKey: String) throws(KeyError) {
        guard !masterKey.isEmpty else { throw .emptySecret }
        try self.init(bytes: Array(SHA256.hash(data: Array("\(masterKey)JWTSig".utf8))))
    }
}
