/// An `http` or `https` URL, kept as it was written: nothing is repaired or re-encoded on its way to the wire.
public struct WebURL: Hashable, Sendable, CustomStringConvertible {
    public enum Scheme: String, Hashable, Sendable {
        case http
        case https

        var defaultPort: Int {
            switch self {
            case .http: 80
            case .https: 443
            }
        }
    }

    public let scheme: Scheme
    /// Without the brackets of an IPv6 address.
    public let host: String
    public let port: Int
    /// Path and query, beginning with `/`: what stands in the request line.
    public let target: String
    /// What follows `#`; never sent.
    public let fragment: String?
    /// Host and port as written: what stands in `Host`.
    public let authority: String

    /// Nil for anything but an absolute `http` or `https` URL without user information.
    public init?(_ text: String) {
        guard let separator = text.firstRange(of: "://"),
            let scheme = Scheme(rawValue: text[..<separator.lowerBound].lowercased())
        else { return nil }
        let rest = text[separator.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !authority.isEmpty, !authority.contains("@"), let place = Self.place(authority, scheme) else {
            return nil
        }
        let tail = rest[authority.endIndex...]
        let target = tail.prefix { $0 != "#" }
        self.scheme = scheme
        self.authority = String(authority)
        (host, port) = place
        self.target = target.first == "/" ? String(target) : "/" + target
        fragment = target.endIndex < tail.endIndex ? String(tail[target.endIndex...].dropFirst()) : nil
    }

    private static func place(_ authority: Substring, _ scheme: Scheme) -> (host: String, port: Int)? {
        let hostEnd =
            authority.first == "["
            ? authority.firstIndex(of: "]").map(authority.index(after:))
            : authority.lastIndex(of: ":") ?? authority.endIndex
        guard let hostEnd else { return nil }
        let host = authority[..<hostEnd].filter { $0 != "[" && $0 != "]" }
        let rest = authority[hostEnd...]
        guard !host.isEmpty else { return nil }
        if rest.isEmpty { return (host, scheme.defaultPort) }
        guard rest.first == ":", let port = Int(rest.dropFirst()), (1...65_535).contains(port) else { return nil }
        return (host, port)
    }

    /// Resolves a reference (RFC 3986 §5.2) the way redirects use it: absolute, `//host`, `/path`, `?query`, relative.
    public func resolving(_ reference: String) -> WebURL? {
        if let absolute = WebURL(reference) { return absolute }
        if reference.hasPrefix("//") { return WebURL("\(scheme.rawValue):\(reference)") }
        let path = target.prefix { $0 != "?" }
        switch reference.first {
        case "/": return WebURL(origin + reference)
        case "?": return WebURL(origin + path + reference)
        case "#": return WebURL(origin + target + reference)
        case nil: return self
        default:
            // A scheme we do not speak (`com.example.app:/callback`) is no path.
            guard !reference.prefix(while: { !"/?#".contains($0) }).contains(":") else { return nil }
            let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
            return WebURL(origin + folder + reference)
        }
    }

    /// `https://localhost:4443`.
    public var origin: String { "\(scheme.rawValue)://\(authority)" }

    public var description: String { origin + target + (fragment.map { "#" + $0 } ?? "") }

    /// The value of a query parameter, percent-decoded, `+` a space; the first one if it is repeated.
    public func query(_ name: String) -> String? {
        FormCoding.value(of: name, in: target.drop { $0 != "?" }.dropFirst())
    }

    /// The value of a parameter in the fragment, decoded as in `query`.
    public func fragment(_ name: String) -> String? { FormCoding.value(of: name, in: Substring(fragment ?? "")) }
}
