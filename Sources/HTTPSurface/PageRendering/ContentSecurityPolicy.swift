import Crypto

/// A `Content-Security-Policy` (CSP Level 3) for a page whose stylesheet and script are constant text within it.
struct ContentSecurityPolicy: Sendable {
    let stylesheet: String
    let script: String?

    var text: String {
        var directives = ["default-src 'none'", "style-src \(Self.source(of: stylesheet))"]
        if let script { directives.append("script-src \(Self.source(of: script))") }
        directives += ["img-src data:", "base-uri 'none'"]
        return directives.joined(separator: "; ")
    }

    private static func source(of text: String) -> String {
        "'sha256-\(base64(Array(SHA256.hash(data: Array(text.utf8)))))'"
    }

    /// Base 64 with padding (RFC 4648 §4).
    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=")
            }
        }
        return text
    }
}
