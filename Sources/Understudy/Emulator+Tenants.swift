import Tenancy
import TenantModel
import World

/// Tenants that come and go while others are being served, each with its own seed, keys, clock, ids and rules.
extension Emulator {
    /// Makes a tenant, at `NAME.localhost` where its seed gives no domain, or at `localhost` on ports of its own.
    ///
    /// ```swift
    /// let tenant = try await emulator.makeTenant(named: "mine", port: 0, issuer: "https://tenant.example/")
    /// print(tenant.http, tenant.https, tenant.issuer)
    /// ```
    ///
    /// - Parameters:
    ///   - name: 1 to 63 of `a-z`, `0-9` and `-`; no other tenant's.
    ///   - seed: nil: begins as the first tenant began.
    ///   - clock: RFC 3339: frozen there; `real`: the machine's; nil: as the seed says.
    ///   - entropy: `system`, or a text from which ids, codes and tokens follow; nil: as the seed says.
    ///   - port: for HTTP, the tenant's own; 0: any free one. Its address is then its domain and issuer. Nil, as the next:
    ///     it shares the emulator's ports.
    ///   - httpsPort: the same for HTTPS; nil beside a `port`: any free one.
    ///   - issuer: the value of `iss` where tokens are not to hold a port; nil: as the seed says, else the address.
    /// - Throws: `UnderstudyError` for a name, host or port that is taken or cannot be one, and for a seed's complaints.
    public func makeTenant(
        named name: String,
        seed: EmulatorConfiguration.Seed? = nil,
        at clock: String? = nil,
        entropy: String? = nil,
        port: Int? = nil,
        httpsPort: Int? = nil,
        issuer: String? = nil
    ) async throws -> EmulatedTenant {
        try await UnderstudyError.readable {
            var order = TenantOrder(name: try TenantName(checking: name), model: self.model(seed))
            order.clock = try clock.map { $0 == "real" ? .real : .frozen(try UnderstudyError.instant($0)) }
            order.entropy = entropy.map(Entropy.init)
            try order.setAddress(http: port, https: httpsPort, issuer: issuer)
            return EmulatedTenant(try await self.served.add(order))
        }
    }

    /// Makes a tenant that goes on from a snapshot of another.
    ///
    /// - Parameters:
    ///   - port: as of `makeTenant`, like the next two.
    /// - Throws: `UnderstudyError`, as `makeTenant` does, and for a snapshot that there is not.
    public func fork(
        _ tenant: EmulatedTenant,
        from snapshot: String,
        as name: String,
        port: Int? = nil,
        httpsPort: Int? = nil,
        issuer: String? = nil
    ) async throws -> EmulatedTenant {
        try await UnderstudyError.readable {
            let saved = try await tenant.saved(snapshot)
            var order = TenantOrder(name: try TenantName(checking: name), model: .snapshot(saved, of: tenant.live))
            try order.setAddress(http: port, https: httpsPort, issuer: issuer)
            return EmulatedTenant(try await self.served.add(order))
        }
    }

    /// Closes a tenant's doors; nothing of it is kept.
    ///
    /// - Throws: `UnderstudyError` for one that there is not, and for the first.
    public func removeTenant(named name: String) async throws {
        try await UnderstudyError.readable { try await self.served.remove(name) }
    }

    private func model(_ seed: EmulatorConfiguration.Seed?) -> TenantOrder.Model {
        let overlays = seed?.overlays ?? []
        return switch seed?.plain {
        case nil: .origin(of: served.all[0])
        case .text(let text, let name): .own(text: text, name: name, overlays: overlays)
        case .file(let path): .file(path, overlays: overlays)
        case .quickstart, .overlaid: .own(text: QuickstartSeed.text, name: "quickstart.yaml", overlays: overlays)
        }
    }
}

extension TenantName {
    fileprivate init(checking text: String) throws(UnderstudyError) {
        guard let name = TenantName(text) else {
            throw UnderstudyError("\"\(text)\" is no name of a tenant: \(Self.rule)")
        }
        self = name
    }
}
