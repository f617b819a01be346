import Crypto

extension HMACKey {
    /// What signs for Windows Azure Mobile Services: SHA-256 of the service's master key and the word `JWTSig`.
    package init(mobileServicesMasterKey masterKey: String) throws(KeyError) {
        guard !masterKey.isEmpty else { throw .emptySecret }
        try self.init(bytes: Array(SHA256.hash(data: Array("\(masterKey)JWTSig".utf8))))
    }
}
