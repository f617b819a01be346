import TenantModel

/// Checks a client's secret; complaints say its length and never show it.
struct ClientSecretCheck {
    /// True for `secret_encoded: true`: the secret is base64 or base64url.
    let isEncoded: Bool
    /// True if the secret signs with HS256, which needs a key of at least 256 bits (RFC 7518 §3.2).
    let signs: Bool
    let findings: Findings

    func check(_ fields: Fields) {
        guard let secret = fields.resolvedText("client_secret") else { return }
        func report(_ severity: Complaint.Severity, _ message: String) {
            findings.report(
                severity,
                severity == .error ? .badValue : .suspicious,
                message,
                at: fields.position(of: "client_secret"),
                fields.path + "client_secret"
            )
        }
        guard !secret.isEmpty else { return report(.error, "client_secret is empty (0 bytes)") }
        var byteCount = secret.utf8.count
        if isEncoded {
            switch Self.decodedByteCount(secret) {
            case .bytes(let count): byteCount = count
            case .badCharacter(let position):
                return report(
                    .error,
                    "client_secret is not base64url, as secret_encoded: true says: character \(position) of"
                        + " \(secret.count) does not belong; write secret_encoded: false to use it as it is"
                )
            }
        }
        guard signs else { return }
        if secret == "secret" { return report(.error, "client_secret is a word that everybody tries first") }
        if byteCount < 32 {
            report(.warning, "client_secret is \(byteCount) bytes as a key; HS256 needs 32 (RFC 7518 §3.2)")
        }
    }

    private enum Decoding {
        case bytes(Int)
        /// From 1.
        case badCharacter(Int)
    }

    /// Accepts both alphabets, and padding at the end, because old dashboards showed either.
    private static func decodedByteCount(_ secret: String) -> Decoding {
        var significant = 0
        var padding = 0
        for (index, byte) in secret.utf8.enumerated() {
            if byte == UInt8(ascii: "=") {
                padding += 1
            } else if padding == 0, byte.isLetterOrDigit || "-_+/".utf8.contains(byte) {
                significant += 1
            } else {
                return .badCharacter(index + 1)
            }
        }
        // A last group of one character has six bits, which are no byte.
        let hasLoneCharacter = significant % 4 == 1
        let isPaddedRight = padding == 0 || padding == (4 - significant % 4) % 4
        guard !hasLoneCharacter, isPaddedRight else { return .badCharacter(secret.utf8.count) }
        return .bytes(significant * 6 / 8)
    }
}
