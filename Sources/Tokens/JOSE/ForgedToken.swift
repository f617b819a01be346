package import TenantModel

/// A token with something wrong, made on demand so that people can try their own verifiers.
package struct ForgedToken: Sendable {
    package enum Signature: Sendable {
        /// Nothing after the second dot, as for `alg: none`.
        case empty
        /// These bytes, whatever they are.
        case bytes([UInt8])
        /// Right for `key`, whatever the header says.
        case by(SignatureKey)
        /// Right for `key` but for one bit.
        case broken(SignatureKey)
    }

    package var header: JSONObject
    /// Bytes rather than an object: a name may stand twice.
    package var payload: [UInt8]
    package var signature: Signature

    package init(header: JSONObject, payload: [UInt8], signature: Signature) {
        self.header = header
        self.payload = payload
        self.signature = signature
    }

    package init(header: JSONObject, claims: JSONObject, signature: Signature) {
        self.init(header: header, payload: claims.serialized, signature: signature)
    }

    /// Compact Serialization (RFC 7515 §7.1).
    package var text: String {
        let signed = "\(Base64URL.encode(header.serialized)).\(Base64URL.encode(payload))"
        return "\(signed).\(Base64URL.encode(signatureBytes(over: signed)))"
    }

    private func signatureBytes(over signed: String) -> [UInt8] {
        switch signature {
        case .empty: return []
        case .bytes(let bytes): return bytes
        case .by(let key): return key.sign(signed.utf8)
        case .broken(let key):
            var bytes = key.sign(signed.utf8)
            bytes[0] ^= 1
            return bytes
        }
    }
}
