import HTTPSurface
import TenantModel
import World

/// Tenants that come and go while others are being served, each with its own seed, keys, clock, ids and rules.
extension Emulator {
    /// Makes a tenant, at `NAME.localhost` where its seed gives no domain.
    ///
    /// - Parameters:
    ///   - name: 1 to 63 of `a-z`, `0-9` and `-`; no other tenant's.
    ///   - seed: nil: begins as the first tenant began.
    ///   - clock: RFC 3339: frozen there; `real`: the machine's; nil: as the seed says.
    ///   - entropy: `system`, or a text from which ids, codes and tokens follow; nil: as the seed says.
    /// - Throws: `UnderstudyError` for a name or host that is taken or cannot be one, and for a seed's complaints.
    public func makeTenant(
        named name: String,
        seed: EmulatorConfiguration.Seed? = nil,
        at clock: String? = nil,
        entropy: String? = nil
    ) async throws -> EmulatedTenant {
        try await UnderstudyError.readable {
            var order = TenantOrder(name: try TenantName(checking: name), model: self.model(seed))
            order.clock = try clock.map { $0 == "real" ? .real : .frozen(try UnderstudyError.instant($0)) }
            order.entropy = entropy.map(Entropy.init)
            return EmulatedTenant(try await self.served.add(order))
        }
    }

    /// Makes a tenant that goes on from a snapshot of another.
    ///
    /// - Throws: `UnderstudyError`, as `makeTenant` does, and for a snapshot that there is not.
    public func fork(_ tenant: EmulatedTenant, from snapshot: String, as name: String) async throws -> EmulatedTenant {
        try await UnderstudyError.readable {
            let saved = try await tenant.saved(snapshot)
            let order = TenantOrder(name: try TenantName(checking: name), model: .snapshot(saved, of: tenant.live))
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
        switch seed {
        case nil: .origin(of: served.all[0])
        case .quickstart: .own(text: QuickstartSeed.text, name: "quickstart.yaml")
        case .text(let text, let name): .own(text: text, name: name)
        case .file(let path): .file(path)
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
