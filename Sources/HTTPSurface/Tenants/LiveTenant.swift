package import TenantModel
package import World

/// A tenant that answers requests: its world, and what it needs to begin again.
package struct LiveTenant: Sendable {
    package let world: World
    /// Its first instant, for reset.
    package let origin: TenantState
    /// How its clock began.
    package let start: ClockSetting

    let requestNumbers = RequestNumbers()

    package init(world: World, origin: TenantState, start: ClockSetting) {
        self.world = world
        self.origin = origin
        self.start = start
    }

    /// Everything as at the start, the clock and the streams of ids included.
    package func reset() async throws {
        let origin = origin
        try await world.store.transact { $0 = origin }
        world.clock.restart(start)
        world.identifiers.restart()
        requestNumbers.restart()
        world.outbox.removeAll()
        world.journal.removeAll()
        world.ruleTrace.removeAll()
        world.tokenTrail.removeAll()
        world.tenantLog.removeAll()
        world.migration.removeAll()
        world.delegationLimit.removeAll()
        await world.rules.restart()
    }

    package var directory: TenantDirectory { world.directory }

    /// The hosts that name this tenant, without ports.
    var hosts: [String] { ([directory.domain] + directory.aliases).map(HostName.withoutPort) }
}
