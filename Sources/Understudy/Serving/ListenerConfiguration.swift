package import NIOSSL

/// Where to listen, and how patient to be there.
package struct ListenerConfiguration: Sendable {
    /// A host name or an address.
    ///
    /// `127.0.0.1` and `localhost` also listen on `::1`, where the machine has one: browsers
    /// resolve `localhost` to it first.
    package var host: String
    /// 0 takes any free port.
    package var httpPort: Int
    /// 0 takes any free port.
    package var httpsPort: Int
    package var tls: TLSConfiguration
    package var limits: ServingLimits

    package init(
        host: String = "127.0.0.1",
        httpPort: Int,
        httpsPort: Int,
        tls: TLSConfiguration,
        limits: ServingLimits = ServingLimits()
    ) {
        self.host = host
        self.httpPort = httpPort
        self.httpsPort = httpsPort
        self.tls = tls
        self.limits = limits
    }
}
