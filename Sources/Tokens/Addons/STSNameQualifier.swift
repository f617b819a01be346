import Crypto
import TenantModel

/// `NameQualifier` of AWS STS's AssumeRoleWithSAML: who vouched for the user, in one word.
package enum STSNameQualifier {
    /// Base64 of SHA-1 of the issuer, the account and the provider's friendly name, as AWS's reference of the call says.
    ///
    /// - Parameter provider: the last part of the SAML provider's ARN.
    package static func of(issuer: String, account: String, provider: String) -> String {
        Base64.encode(Insecure.SHA1.hash(data: Array("\(issuer)\(account)/\(provider)".utf8)))
    }
}
