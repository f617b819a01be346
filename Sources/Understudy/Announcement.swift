import Tenancy
import TenantModel
import World

/// What `serve` says once it serves: one line for programs, a page for people.
package struct Announcement: Sendable {
    private let ready: EmulatorServer.Ready
    private let server: EmulatorServer

    package init(_ ready: EmulatorServer.Ready, server: EmulatorServer) {
        self.ready = ready
        self.server = server
    }

    private var address: EmulatorAddress { EmulatorAddress(host: server.configuration.host, ports: ready.address) }
    private var entropy: String {
        ready.tenants.all.first?.world.identifiers.entropy.label ?? "system"
    }

    /// The line of JSON that tells a program that requests are answered (`--log-format json`).
    package var line: String {
        let object: JSONObject = [
            "event": "ready", "http": .string(address.http), "https": .string(address.https),
            "pid": .integer(Int(ServerProcess.identifier)),
            "ca": .string(server.certificateAuthorityPath), "entropy": .string(entropy),
            "tenants": .array(
                ready.tenants.all.map { tenant in
                    [
                        "name": .string(tenant.directory.name), "domain": .string(tenant.directory.domain),
                        "clock": .string(tenant.world.clock.reading.mode.rawValue),
                    ]
                }
            ),
        ]
        return object.serializedText
    }

    /// What to paste into an application.
    package func text() async throws -> String {
        var lines = ["", "Understudy is on stage.", ""]
        for tenant in ready.tenants.all { lines += try await self.lines(for: tenant) }
        lines += [
            "  HTTPS       \(address.https)",
            "  HTTP        \(address.http)",
            "  Authority   \(server.certificateAuthorityPath)",
            "              (trust it with: understudy trust)",
        ]
        if entropy != "system" {
            lines.append("  Entropy     \(entropy): ids, codes and tokens are reproducible, and therefore predictable")
        }
        return (lines + [""]).joined(separator: "\n")
    }

    private func lines(for tenant: LiveTenant) async throws -> [String] {
        let clock = tenant.world.clock.reading
        var lines = [
            "Tenant \(tenant.directory.name)",
            "  Domain      \(tenant.directory.domain)",
            "  Issuer      \(tenant.directory.issuer)",
            "  Clock       \(clock.now.rfc3339) (\(clock.mode.rawValue))",
        ]
        for client in tenant.directory.clients.prefix(Self.shown) {
            lines.append("  Client      \(client.id)   \(client.name)")
        }
        lines += more(tenant.directory.clients.count, "clients")
        let state = try await tenant.world.store.state()
        for user in state.firstUsers(Self.shown) {
            lines.append("  User        \(Self.person(user))")
        }
        lines += more(state.userCount, "users")
        return lines + [""]
    }

    private func more(_ count: Int, _ what: String) -> [String] {
        count > Self.shown ? ["              … and \(count - Self.shown) more \(what)"] : []
    }

    private static let shown = 8

    /// How to log in as somebody; passwords that the seed gives in clear are no secret on this terminal.
    private static func person(_ user: User) -> String {
        let name = user.email ?? user.username ?? user.phoneNumber ?? user.id.rawValue
        switch user.password {
        case .plain(let password): return "\(name) / \(password)"
        case .bcrypt: return "\(name)   (\(user.connection), bcrypt hash)"
        case nil: return "\(name)   (\(user.connection))"
        }
    }
}
