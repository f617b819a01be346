/// The host of an authority (RFC 3986 §3.2.2), compared by text.
package enum HostName {
    /// Lower-cased and without the port; `[::1]:4443` is `[::1]`.
    package static func withoutPort(_ authority: String) -> String {
        let authority = authority.lowercased()
        guard let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") else { return authority }
        return String(authority[..<colon])
    }

    /// A name or address that every system knows as this machine.
    package static func isLoopback(_ host: String) -> Bool {
        ["localhost", "127.0.0.1", "[::1]"].contains(host)
    }

    /// Nil where the port is not one.
    package static func checked(_ authority: String) -> String? {
        let host = withoutPort(authority)
        let port = authority.dropFirst(host.count)
        guard port.isEmpty || UInt16(port.dropFirst()) != nil else { return nil }
        return host.isEmpty ? nil : host
    }
}
