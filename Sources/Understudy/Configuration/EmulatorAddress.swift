/// Base URLs under which a running emulator is reached from this machine.
struct EmulatorAddress: Hashable, Sendable {
    let http: String
    let https: String

    /// - Parameter host: what was asked to listen on; everywhere includes the loopback address.
    init(host: String, ports: BoundAddress) {
        let name = Self.name(of: host)
        http = "http://\(name == "localhost" ? "127.0.0.1" : name):\(ports.http)"
        https = "https://\(name):\(ports.https)"
    }

    /// What to call the host in a URL.
    static func name(of host: String) -> String {
        let isOrdinary = ["127.0.0.1", "::1", "localhost", "0.0.0.0", "::"].contains(host)
        return isOrdinary ? "localhost" : host.contains(":") ? "[\(host)]" : host
    }
}

extension EmulatorConfiguration {
    /// Only this machine reaches `host`.
    package var isLoopbackOnly: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
