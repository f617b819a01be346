package import TenantModel
package import World

/// A tenant that answers requests: its world, and what it needs to begin again.
package struct LiveTenant: Sendable {
    package let world: World
    package let gate = RequestGate()
    /// What its seed says of everything but people.
    package let seed: TenantSeed
    package let reach: TenantReach

    package init(world: World, seed: TenantSeed, reach: TenantReach) {
        self.world = world
        self.seed = seed
        self.reach = reach
    }

    /// Everything as at the start, the clock and the streams of ids included.
    package func reset() async throws {
        try await restore(try await world.store.origin())
    }

    /// Takes a snapshot and keeps it under that name.
    ///
    /// - Returns: nil, and nothing is kept, where there is one of that name.
    package func takeSnapshot(named name: SnapshotName) async throws -> TenantSnapshot? {
        let now = try await snapshot()
        // Out of the unit of work: a digest looks at everything, and others need not wait for it.
        let digest = await now.state.gentleDigest()
        let label = TenantSnapshot.Label(name: name.description, at: now.label.at, digest: digest)
        let snapshot = TenantSnapshot(label: label, state: now.state, moment: now.moment, chronicle: now.chronicle)
        return try await world.store.save(snapshot) ? snapshot : nil
    }

    /// The tenant as it is now, under no name: state, time and ids of one instant.
    package func snapshot() async throws -> TenantSnapshot {
        let bearings = world.bearings
        return try await world.store.transact { TenantSnapshot(unnamed: $0.settled, bearings) }
    }

    /// Everything as it was when the snapshot was taken; requests under way end before.
    package func restore(_ snapshot: TenantSnapshot) async throws {
        try await gate.closed { try await put(snapshot) }
    }

    private func put(_ snapshot: TenantSnapshot) async throws {
        let bearings = world.bearings
        let (moment, now, chronicle) = (bearings.moment, bearings.clock.now, bearings.chronicle)
        do {
            // One unit of work: no request sees the state of one time and the clock of another.
            let former = try await world.store.transact { current in
                let former = current
                current = snapshot.state
                bearings.resume(snapshot.moment, at: snapshot.label.at, snapshot.chronicle)
                return former
            }
            Remains.letGo(consume former)
        } catch {
            bearings.resume(moment, at: now, chronicle)
            throw error
        }
        world.outbox.removeAll()
        world.journal.removeAll()
        world.ruleTrace.removeAll()
        world.tokenTrail.removeAll()
        world.codeTrail.removeAll()
        world.delegationLimit.removeAll()
        await world.rules.restart()
    }

    package var directory: TenantDirectory { world.directory }

    /// The hosts that name this tenant on the server's ports, without ports.
    ///
    /// With ports of its own it leaves `localhost` there to the first tenant.
    package var hosts: [String] {
        let named = ([directory.domain] + directory.aliases).map(HostName.withoutPort)
        guard reach.ownPorts != nil else { return named }
        let given = seed.emulator.domain.map { [HostName.withoutPort($0)] } ?? []
        return (named + given).filter { !HostName.isLoopback($0) } + [
            "\(directory.name.lowercased()).localhost"
        ]
    }

    /// Every host by which it can be asked, and which programs know it.
    package var names: JSONObject {
        var names = JSONObject()
        let own = HostName.withoutPort(String(reach.https.dropFirst("https://".count)))
        for host in [own] + hosts where names[host] == nil {
            names[host] = .string(reach.resolution(of: host))
        }
        return names
    }
}
