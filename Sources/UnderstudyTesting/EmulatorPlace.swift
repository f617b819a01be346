/// Which addresses are the emulator, and where to connect for them.
struct EmulatorPlace: Sendable {
    /// A connection's other end, and the name it has to prove.
    struct Target: Hashable, Sendable {
        let url: WebURL
        let connectHost: String
        let connectPort: Int
    }

    private let http: WebURL
    private let https: WebURL
    private let hosts: Set<String>

    init(http: String, https: String, hosts: [String]) throws(BrowserError) {
        guard let plain = WebURL(http), plain.scheme == .http else { throw .unusableAddress(http) }
        guard let secure = WebURL(https), secure.scheme == .https else { throw .unusableAddress(https) }
        (self.http, self.https) = (plain, secure)
        self.hosts = Set(hosts.map { $0.lowercased() })
    }

    func base(_ scheme: WebURL.Scheme) -> WebURL {
        switch scheme {
        case .http: http
        case .https: https
        }
    }

    func contains(_ url: WebURL) -> Bool {
        let base = base(url.scheme)
        let isOurs = url.host.lowercased() == base.host.lowercased() || Self.isLoopback(url.host)
        return hosts.contains(url.host.lowercased()) || isOurs && url.port == base.port
    }

    func target(of url: WebURL) throws(BrowserError) -> Target {
        guard contains(url) else { throw .outside(url) }
        let base = base(url.scheme)
        // An address is taken at its word; of the names, systems know only some (`NAME.localhost`), all of them here.
        let isAddress = url.host.contains(":") || url.host.hasPrefix("127.")
        let host =
            isAddress ? url.host : Self.isLoopback(base.host) && !base.host.contains(":") ? "127.0.0.1" : base.host
        return Target(url: url, connectHost: host, connectPort: base.port)
    }

    private static func isLoopback(_ host: String) -> Bool {
        let host = host.lowercased()
        return ["localhost", "127.0.0.1", "::1"].contains(host) || host.hasSuffix(".localhost")
    }
}
