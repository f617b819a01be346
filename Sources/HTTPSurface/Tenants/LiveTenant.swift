import TenantModel
package import World

/// A tenant that answers requests: its world, and what it needs to begin again.
package struct LiveTenant: Sendable {
    package let world: World
    /// Its first instant, for reset.
    package let origin: TenantState

    package init(world: World, origin: TenantState) {
        self.world = world
        self.origin = origin
    }

    /// Everything as the seed says it; the clock, which is set apart from it, stays where it is.
    package func reset() async throws {
        let origin = origin
        try await world.store.transact { $0 = origin }
        world.identifiers.restart()
        world.outbox.removeAll()
        world.journal.removeAll()
    }

    package var directory: TenantDirectory { world.directory }

    /// The hosts that name this tenant, without ports.
    var hosts: [String] { ([directory.domain] + directory.aliases).map(HostName.withoutPort) }
}
