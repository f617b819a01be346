package import TenantModel
package import World

/// Who can make tenants while others are being served.
package protocol TenantMaker: Sendable {
    /// - Throws: `TenantRefusal`, and there is no such tenant.
    func make(_ order: TenantOrder) async throws -> LiveTenant

    /// Lets the tenant's own ports answer, where it has some.
    func open(_ tenant: LiveTenant)

    /// Closes the tenant's own ports, where it has some.
    func close(_ tenant: LiveTenant) async

    /// The tenant as a seed in YAML: loaded, it is the same tenant.
    func export(_ tenant: LiveTenant) async throws -> String
}

/// A tenant that somebody wants.
package struct TenantOrder: Sendable {
    package enum Model: Sendable {
        /// Begins as that one began.
        case origin(of: LiveTenant)
        /// Goes on as that one stood.
        case snapshot(TenantSnapshot, of: LiveTenant)
        /// YAML or JSON; complaints call it by that name.
        case seed(String, name: String)
        /// The same from the process itself: it may look at the environment, as the seeds of the start.
        case own(text: String, name: String, overlays: [String] = [])
        /// The path of such a text.
        case file(String, overlays: [String] = [])
    }

    package let name: TenantName
    package let model: Model
    /// Nil: the model's.
    package var clock: ClockSetting?
    /// Nil: the model's.
    package var entropy: Entropy?
    /// Nil: it shares the server's.
    package var ports: OwnPorts?
    /// Nil: the seed's, else the address of the tenant.
    package var issuer: String?

    package init(name: TenantName, model: Model, clock: ClockSetting? = nil, entropy: Entropy? = nil) {
        self.name = name
        self.model = model
        self.clock = clock
        self.entropy = entropy
    }

    /// - Parameters:
    ///   - http: 0 or nil: any free port.
    ///   - https: the same. Both nil: the tenant has no ports of its own.
    /// - Throws: for what is no port, no two ports, or no issuer.
    package mutating func setAddress(http: Int?, https: Int?, issuer: String?) throws(TenantRefusal) {
        if http != nil || https != nil {
            for (name, port) in [("port", http), ("https_port", https)]
            where !(0...65_535).contains(port ?? 0) {
                throw TenantRefusal(.invalidRequest, "\"\(name)\" must be 0 (any free port) to 65535")
            }
            guard http != https || http == 0 else {
                throw TenantRefusal(
                    .invalidRequest,
                    "\"port\" and \"https_port\" must differ: one is for HTTP, the other for HTTPS"
                )
            }
            ports = OwnPorts(http: http ?? 0, https: https ?? 0)
        }
        guard let issuer else { return }
        guard let url = try? RedirectURI(issuer), ["https", "http"].contains(url.scheme), !issuer.contains("*"),
            !issuer.contains("?")
        else {
            throw TenantRefusal(
                .invalidRequest,
                "\"issuer\" must be an https or http URL such as \"https://tenant.example/\""
            )
        }
        self.issuer = issuer
    }
}

/// What a tenant may be called: it is a label of its domain (RFC 1035 §2.3.1), and one that every file system takes.
package struct TenantName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Creates a name; returns nil for an invalid one.
    package init?(_ text: String) {
        let isLabel = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        guard isLabel, (1...63).contains(text.utf8.count), !text.hasPrefix("-"), !text.hasSuffix("-"),
            !Self.devices.contains(text)
        else { return nil }
        description = text
    }

    package static let rule =
        "a name is 1 to 63 of a-z, 0-9 and -, not - at either end, and no device of Windows (con, nul, …)"

    private static let devices: Set<String> = ["con", "prn", "aux", "nul"]
}
