import Crypto
import TenantModel

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
        "'sha256-\(Base64.encode(SHA256.hash(data: Array(text.utf8))))'"
    }
}
