import COpenSSL
import Crypto

/// The self-signed certificate that publishes a signing key.
///
/// A function of key and host alone: serial, validity and signature are fixed, so its thumbprint is the same on each
/// run.
package struct SigningCertificate: Sendable {
    package let der: [UInt8]
    /// PEM text, ending in a newline.
    package let pem: String
    /// The certificate alone in a PKCS #7 message without signers (RFC 2315 §9.1), DER.
    package let pkcs7: [UInt8]

    /// base64url of the upper-case hexadecimal text of the certificate's SHA-1: 54 characters.
    ///
    /// - Deviation: RFC 7515 §4.1.7 encodes the digest itself; Auth0's keys of 2016 to 2019 look like this.
    package let thumbprint: String
    /// base64url of the certificate's SHA-1 itself, as the standard has it (RFC 7517 §4.8): 27 characters.
    package let standardThumbprint: String

    /// Of `key`, named for the host in `domain`.
    ///
    /// - Throws: `unusableDomain`.
    package init(of key: RSAPrivateKey, domain: String) throws(KeyError) {
        defer { ERR_clear_error() }
        guard let certificate = SelfSignedX509(of: key, commonName: Self.commonName(domain)),
            let der = certificate.der, let pem = certificate.pem, let pkcs7 = certificate.pkcs7
        else { throw .unusableDomain(domain) }
        self.der = der
        self.pem = pem
        self.pkcs7 = pkcs7
        var hash = Insecure.SHA1()
        hash.update(data: der)
        let digest = Array(hash.finalize())
        thumbprint = Base64URL.encode(digest.flatMap(Self.hexadecimal))
        standardThumbprint = Base64URL.encode(digest)
    }

    /// Standard base64 of the DER, as `x5c` wants it (RFC 7517 §4.7).
    package var x5c: String {
        String(unsafeUninitializedCapacity: (der.count + 2) / 3 * 4 + 1) {
            Int(EVP_EncodeBlock($0.baseAddress, der, Int32(der.count)))
        }
    }

    /// The host without its port, cut to the 64 characters X.520 allows a common name.
    private static func commonName(_ domain: String) -> String {
        let host =
            domain.hasPrefix("[")
            ? domain.prefix { $0 != "]" } + "]"  // An IPv6 literal has colons of its own.
            : domain.prefix { $0 != ":" }
        return String(String.UnicodeScalarView(host.unicodeScalars.prefix(64)))
    }

    private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        [byte >> 4, byte & 0xF].map { $0 + ($0 < 10 ? UInt8(ascii: "0") : UInt8(ascii: "A") - 10) }
    }
}
