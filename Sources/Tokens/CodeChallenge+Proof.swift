import Crypto
package import TenantModel
import World

extension CodeChallenge {
    /// RFC 7636 §4.6; a verifier of the wrong length or alphabet never meets anything.
    package func isMet(by verifier: String) -> Bool {
        guard Self.isWellFormed(verifier) else { return false }
        switch method {
        case .plain: return ConstantTime.isEqual(verifier, value)
        case .s256: return ConstantTime.isEqual(Base64URL.encode(SHA256.hash(data: Array(verifier.utf8))), value)
        }
    }
}
