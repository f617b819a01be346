import Tenancy
import SeedReader
import TenantModel
import World

/// Makes tenants while others are being served.
struct LaterTenants: TenantMaker {
    let assembly: Assembly
    let shared: BoundAddress
    let sockets: FurtherSockets

    func make(_ order: TenantOrder) async throws -> LiveTenant {
        guard let wanted = order.ports else { return try await make(order, ports: nil) }
        let ports = try await bind(wanted)
        do { return try await make(order, ports: ports) } catch {
            await sockets.close(BoundAddress(ports))
            throw error
        }
    }

    func open(_ tenant: LiveTenant) {
        if let ports = tenant.reach.ownPorts { sockets.accept(BoundAddress(ports)) }
    }

    func close(_ tenant: LiveTenant) async {
        if let ports = tenant.reach.ownPorts { await sockets.close(BoundAddress(ports)) }
    }

    private func bind(_ ports: OwnPorts) async throws -> OwnPorts {
        do { return OwnPorts(try await sockets.bind(BoundAddress(ports))) } catch let error
            as AddressTaken
        {
            throw TenantRefusal(
                .taken,
                "Port \(error.port) is in use; give another one, or 0 for any free port"
            )
        } catch let error as AddressUnavailable {
            throw TenantRefusal(.taken, "The ports cannot be opened: \(error)")
        }
    }

    private func make(_ order: TenantOrder, ports: OwnPorts?) async throws -> LiveTenant {
        let place = Assembly.Place(shared: shared, own: ports)
        switch order.model {
        case .origin(let model):
            let origin = try await model.world.store.origin()
            var (seed, directory) = twin(of: model, order, place)
            // Two that draw the same ids could take each other's tokens for their own.
            if order.entropy == nil, case .text(let text) = origin.moment.entropy {
                seed.emulator.entropy = .text("\(text)/\(order.name)")
            }
            let bearings = Bearings(seed.emulator)
            if order.clock == nil {
                bearings.resume(
                    TenantMoment(clock: origin.moment.clock, entropy: .system),
                    at: origin.label.at,
                    Chronicle()
                )
            }
            return try await begin(seed, directory, origin.state.moved(to: directory), bearings, place)
        case .snapshot(let snapshot, let model):
            let (seed, directory) = twin(of: model, order, place)
            let bearings = Bearings(seed.emulator)
            bearings.resume(snapshot.moment, at: snapshot.label.at, snapshot.chronicle)
            return try await begin(seed, directory, snapshot.state.moved(to: directory), bearings, place)
        case .seed(let text, let name):
            return try await begin(
                try read(order) { now throws(SeedRejected) in try assembly.desk.readText(text, named: name, now: now) },
                order,
                place
            )
        case .own(let text, let name, let overlays):
            let source = EmulatorConfiguration.Seed.overlaid(.text(text, name: name), with: overlays)
            return try await begin(
                try read(order) { now throws(SeedRejected) in try assembly.desk.read(source, now: now) },
                order,
                place
            )
        case .file(let path, let overlays):
            let source = EmulatorConfiguration.Seed.overlaid(.file(path), with: overlays)
            return try await begin(
                try read(order) { now throws(SeedRejected) in try assembly.desk.read(source, now: now) },
                order,
                place
            )
        }
    }

    private func begin(_ read: TenantSeed, _ order: TenantOrder, _ place: Assembly.Place) async throws -> LiveTenant {
        let seed = settings(order, of: read)
        let directory = TenantDirectory(seed: seed, domain: assembly.domain(of: seed, at: place))
        let state = TenantState(seed: seed, directory: directory)
        return try await begin(seed, directory, state, Bearings(seed.emulator), place)
    }

    /// The same in everything but its name: hosts are one tenant's alone.
    private func twin(
        of model: LiveTenant,
        _ order: TenantOrder,
        _ place: Assembly.Place
    ) -> (TenantSeed, TenantDirectory) {
        var seed = settings(order, of: model.seed)
        seed.emulator.domain = nil
        seed.emulator.issuer = order.issuer
        seed.emulator.aliases = []
        return (seed, TenantDirectory(seed: seed, domain: assembly.domain(of: seed, at: place)))
    }

    private func settings(_ order: TenantOrder, of model: TenantSeed) -> TenantSeed {
        var seed = model
        seed.emulator.name = order.name.description
        seed.emulator.clock = order.clock ?? seed.emulator.clock
        seed.emulator.entropy = order.entropy ?? seed.emulator.entropy
        seed.emulator.issuer = order.issuer ?? seed.emulator.issuer
        return seed
    }

    private func begin(
        _ seed: TenantSeed,
        _ directory: TenantDirectory,
        _ state: TenantState,
        _ bearings: Bearings,
        _ place: Assembly.Place
    ) async throws -> LiveTenant {
        let source = SeedSource(seed, ports: place.own)
        do {
            return try await assembly.begin(seed, directory, state, bearings, source, at: place)
        } catch let conflict as SeedConflict {
            throw TenantRefusal(.invalidSeed(complaints: [], omitted: 0), conflict.description)
        }
    }

    private func read(
        _ order: TenantOrder,
        _ reading: (_ now: Timestamp) throws(SeedRejected) -> ReadSeed
    ) throws -> TenantSeed {
        do { return try reading(order.clock?.start ?? MachineTime.now).seed } catch {
            let shown = error.complaints.prefix(Self.mostComplaints)
            let omitted = error.complaints.count - shown.count + error.omitted
            throw TenantRefusal(
                .invalidSeed(complaints: shown.map(\.document), omitted: omitted),
                error.description
            )
        }
    }

    /// A program that shows them shows no more.
    private static let mostComplaints = 100

    func export(_ tenant: LiveTenant) async throws -> String {
        try await tenant.exported()
    }
}

extension Complaint {
    /// The complaint as the control API answers it.
    fileprivate var document: JSONObject {
        var document: JSONObject = [
            "file": .string(file), "line": .integer(line), "column": .integer(column),
            "severity": .string(severity.rawValue), "path": .string(keyPath), "code": .string(code.rawValue),
            "message": .string(message),
        ]
        document["suggestion"] = suggestion.map(JSONValue.string)
        return document
    }
}

extension OwnPorts {
    init(_ address: BoundAddress) { self.init(http: address.http, https: address.https) }
}

extension BoundAddress {
    init(_ ports: OwnPorts) { self.init(http: ports.http, https: ports.https) }
}
