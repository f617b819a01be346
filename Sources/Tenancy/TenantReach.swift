/// Two ports that are one tenant's alone.
package struct OwnPorts: Hashable, Sendable {
    /// 0, where ports are asked for: any free one.
    package let http: Int
    package let https: Int

    package init(http: Int, https: Int) {
        self.http = http
        self.https = https
    }
}

/// Where a tenant can be asked, and which of its names resolve where.
package struct TenantReach: Sendable {
    /// `http://localhost:4400`: a base URL.
    package let http: String
    /// `https://localhost:4443`: a base URL.
    package let https: String
    /// Nil: the tenant shares the server's ports and is found by the host of a request.
    package let ownPorts: OwnPorts?
    private let isTrusted: @Sendable (String) -> Bool

    /// - Parameters:
    ///   - host: by which clients call the tenant.
    ///   - ports: the tenant's own, else the server's.
    ///   - isTrusted: whether clients that trust our authority will take its certificate for a host.
    package init(host: String, ports: OwnPorts, areOwn: Bool, isTrusted: @escaping @Sendable (String) -> Bool) {
        self.isTrusted = isTrusted
        http = "http://\(host)\(ports.http == 80 ? "" : ":\(ports.http)")"
        https = "https://\(host)\(ports.https == 443 ? "" : ":\(ports.https)")"
        ownPorts = areOwn ? ports : nil
    }

    /// Which programs know this host without being told.
    package func resolution(of host: String) -> String {
        switch host {
        case "localhost", "127.0.0.1", "[::1]": "everywhere"
        case _ where host.hasSuffix(".localhost"):
            "in browsers and curl; for programs that ask the system (Python, Node, Java), "
                + (ownPorts == nil ? "make the tenant with \"port\": 0" : "localhost on the tenant's ports")
        case _ where isTrusted(host): "where you say so, as in /etc/hosts: 127.0.0.1 \(host)"
        default:
            """
            where you say so, as in /etc/hosts: 127.0.0.1 \(host); but HTTPS clients refuse it, because the certificate \
            authority may not vouch for it (understudy trust --renew)
            """
        }
    }
}
