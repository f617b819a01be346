/// A cookie with everything its server said about it (RFC 6265 §5.2).
public struct Cookie: Hashable, Sendable {
    public enum SameSite: String, Hashable, Sendable {
        case strict
        case lax
        case none
    }

    public let name: String
    public let value: String
    public let domain: String
    /// Sent to exactly `domain`, because the server named none.
    public let isHostOnly: Bool
    public let path: String
    public let isSecure: Bool
    public let isHTTPOnly: Bool
    public let sameSite: SameSite?
    /// Seconds, as given; the jar lets nothing grow old by itself.
    public let maxAge: Int?
    /// As given.
    public let expires: String?

    /// Reads a `Set-Cookie` value; nil if it names nothing, or a domain its sender has no say in.
    init?(setCookie text: String, from url: WebURL) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
        guard let pair = parts.first, let equals = pair.firstIndex(of: "="), equals > pair.startIndex else {
            return nil
        }
        name = Self.trimmed(pair[..<equals])
        value = Self.trimmed(pair[pair.index(after: equals)...])
        var attributes: [String: String] = [:]
        for part in parts.dropFirst() {
            let key = part.prefix { $0 != "=" }
            attributes[Self.trimmed(key).lowercased()] = Self.trimmed(part[key.endIndex...].dropFirst())
        }
        let host = url.host.lowercased()
        let named = attributes["domain"].map { String($0.lowercased().drop { $0 == "." }) } ?? ""
        guard named.isEmpty || named == host || host.hasSuffix("." + named) else { return nil }
        domain = named.isEmpty ? host : named
        isHostOnly = named.isEmpty
        let path = attributes["path"] ?? ""
        self.path = path.hasPrefix("/") ? path : Self.defaultPath(of: url)
        isSecure = attributes["secure"] != nil
        isHTTPOnly = attributes["httponly"] != nil
        sameSite = attributes["samesite"].flatMap { SameSite(rawValue: $0.lowercased()) }
        maxAge = attributes["max-age"].flatMap { Int($0) }
        expires = attributes["expires"]
    }

    func isSent(to url: WebURL) -> Bool {
        let host = url.host.lowercased()
        let path = url.target.prefix { $0 != "?" }
        return (host == domain || !isHostOnly && host.hasSuffix("." + domain))
            && (url.scheme == .https || !isSecure)
            && (path == self.path || path.hasPrefix(self.path.hasSuffix("/") ? self.path : self.path + "/"))
    }

    private static func defaultPath(of url: WebURL) -> String {
        let path = url.target.prefix { $0 != "?" }
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var rest = text.drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
