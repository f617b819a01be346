/// Somebody else listens on the port: never answered by taking another one silently.
package struct AddressTaken: Error, Hashable, CustomStringConvertible {
    package let port: Int

    package init(port: Int) { self.port = port }

    package var description: String { "port \(port) is already in use" }
}

/// The system does not let us listen there, for another reason than a taken port.
package struct AddressUnavailable: Error, Hashable, CustomStringConvertible {
    package let host: String
    package let port: Int
    /// The system's own words.
    package let reason: String

    package init(host: String, port: Int, reason: String) {
        self.host = host
        self.port = port
        self.reason = reason
    }

    package var description: String { "cannot listen on \(host), port \(port): \(reason)" }
}
