/// An absolute URI cut by bytes (RFC 3986 §3); nothing is repaired or normalised, so what is compared is what was sent.
package struct RedirectURI: Hashable, Sendable {
    package let text: String
    package let scheme: String
    /// Host and port as written, without user information; empty for `scheme:path`.
    package let authority: String
    /// Path and query as written.
    package let rest: String

    package enum Malformed: String, Error, Sendable {
        case notAbsolute = "is not an absolute URL"
        case hasFragment = "has a fragment"
        case forbiddenScheme = "has a scheme that runs or reads something on the user's machine"
        case hasUserInformation = "has user information before its host"
        case hasForbiddenCharacter = "has a character that a URL may not hold"
    }

    package init(_ text: String) throws(Malformed) {
        // ASCII alone also keeps Swift's string comparison to bytes: to it, a Kelvin sign equals the letter K, and a "#"
        // that carries an accent is no "#".
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }) else {
            throw .hasForbiddenCharacter
        }
        guard let colon = text.firstIndex(of: ":"), let first = text.utf8.first,
            Character(Unicode.Scalar(first)).isLetter
        else { throw .notAbsolute }
        let scheme = text[..<colon]
        guard scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }) else {
            throw .notAbsolute
        }
        guard !text.contains("#") else { throw .hasFragment }
        self.text = text
        self.scheme = scheme.lowercased()
        guard !["javascript", "data", "vbscript", "file", "blob"].contains(self.scheme) else { throw .forbiddenScheme }
        let remainder = text[text.index(after: colon)...]
        if remainder.hasPrefix("//") {
            let afterSlashes = remainder.dropFirst(2)
            let end = afterSlashes.firstIndex { $0 == "/" || $0 == "?" } ?? afterSlashes.endIndex
            authority = String(afterSlashes[..<end])
            rest = String(afterSlashes[end...])
            guard !authority.contains("@") else { throw .hasUserInformation }
            guard !authority.isEmpty else { throw .notAbsolute }
        } else {
            guard !remainder.isEmpty, self.scheme != "http", self.scheme != "https" else { throw .notAbsolute }
            authority = ""
            rest = String(remainder)
        }
    }

    /// `scheme://host[:port]` as a browser or a web view writes an `Origin`; nil for a URI without a host.
    ///
    /// The schemes of hybrid applications and extensions (`capacitor://localhost`, `chrome-extension://ID`) are origins
    /// like those of http and https.
    package var origin: String? {
        guard !authority.isEmpty else { return nil }
        var authority = authority.lowercased()
        let defaultPort = ["http": ":80", "https": ":443"][scheme]
        if let defaultPort, authority.hasSuffix(defaultPort) { authority.removeLast(defaultPort.count) }
        return "\(scheme)://\(authority)"
    }
}

extension RedirectURI {
    /// Whether this URI, as sent by a client, is the one registered as `entry`.
    ///
    /// Byte for byte, except that `*` in `entry` stands for one whole label of a sub-domain, and that for a native
    /// client the port of a registered loopback address is free (RFC 8252 §7.3).
    package func matches(registered entry: String, nativeLoopback: Bool = false) -> Bool {
        // A client that sends the pattern itself names no place.
        guard let entry = try? RedirectURI(entry), !authority.contains("*") else { return false }
        if text == entry.text { return true }
        guard scheme == entry.scheme, rest == entry.rest else { return false }
        return nativeLoopback && isOnLoopback(of: entry)
            || entry.authority.hasPrefix("*.") && Self.oneLabel(of: authority, before: entry.authority.dropFirst(1))
    }

    /// On any port of the loopback address that `entry` is on.
    private func isOnLoopback(of entry: RedirectURI) -> Bool {
        guard scheme == "http", let port = authority.lastIndex(of: ":") else { return false }
        let host = authority[..<port]
        let digits = authority[authority.index(after: port)...]
        return (host == "127.0.0.1" || host == "[::1]") && host == entry.hostOfLoopback
            && (UInt16(digits).map { $0 > 0 && String($0) == digits } ?? false)
    }

    private var hostOfLoopback: Substring {
        guard let port = authority.lastIndex(of: ":"), !authority.hasSuffix("]") else { return authority[...] }
        return authority[..<port]
    }

    private static func oneLabel(of authority: String, before suffix: Substring) -> Bool {
        guard authority.hasSuffix(suffix) else { return false }
        let label = authority.dropLast(suffix.count)
        return !label.isEmpty && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}
