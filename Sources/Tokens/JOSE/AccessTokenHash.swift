import Crypto

/// `at_hash` of an access token, `c_hash` of a code (OIDC Core §3.1.3.6, §3.3.2.11), for RS256 and HS256 alike.
///
/// The left half of the SHA-256 of the value's ASCII, as base64url.
package enum AccessTokenHash {
    package static func of(_ value: String) -> String {
        var hash = SHA256()
        hash.update(data: Array(value.utf8))
        return Base64URL.encode(hash.finalize().prefix(SHA256.byteCount / 2))
    }
}
