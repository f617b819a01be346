/// Base URLs under which a running emulator is reached from this machine.
struct EmulatorAddress: Hashable, Sendable {
    let http: String
    let https: String

    /// - Parameter host: what was asked to listen on; everywhere includes the loopback address.
    init(host: String, ports: BoundAddress) {
        let isOrdinary = ["127.0.0.1", "::1", "localhost", "0.0.0.0", "::"].contains(host)
        let literal = host.contains(":") ? "[\(host)]" : host
        http = "http://\(isOrdinary ? "127.0.0.1" : literal):\(ports.http)"
        https = "https://\(isOrdinary ? "localhost" : literal):\(ports.https)"
    }
}

extension EmulatorConfiguration {
    /// Only this machine reaches `host`.
    package var isLoopbackOnly: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
