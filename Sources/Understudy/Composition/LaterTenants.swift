import HTTPSurface
import SeedReader
import TenantModel
import World

/// Makes tenants while others are being served.
struct LaterTenants: TenantMaker {
    let assembly: Assembly
    let httpsPort: Int

    func make(_ order: TenantOrder) async throws -> LiveTenant {
        switch order.model {
        case .origin(let model):
            let origin = try await model.world.store.origin()
            var (seed, directory) = twin(of: model, order)
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
            return try await begin(seed, directory, origin.state.moved(to: directory), bearings)
        case .snapshot(let snapshot, let model):
            let (seed, directory) = twin(of: model, order)
            let bearings = Bearings(seed.emulator)
            bearings.resume(snapshot.moment, at: snapshot.label.at, snapshot.chronicle)
            return try await begin(seed, directory, snapshot.state.moved(to: directory), bearings)
        case .seed(let text, let name):
            return try await begin(
                try read(order) { now throws(SeedRejected) in try assembly.desk.readText(text, named: name, now: now) },
                order
            )
        case .own(let text, let name):
            let source = EmulatorConfiguration.Seed.text(text, name: name)
            return try await begin(
                try read(order) { now throws(SeedRejected) in try assembly.desk.read(source, now: now) },
                order
            )
        case .file(let path):
            return try await begin(
                try read(order) { now throws(SeedRejected) in try assembly.desk.read(.file(path), now: now) },
                order
            )
        }
    }

    private func begin(_ read: TenantSeed, _ order: TenantOrder) async throws -> LiveTenant {
        let seed = settings(order, of: read)
        let directory = TenantDirectory(seed: seed, domain: assembly.domain(of: seed, httpsPort: httpsPort))
        return try await begin(seed, directory, TenantState(seed: seed, directory: directory), Bearings(seed.emulator))
    }

    /// The same in everything but its name: hosts are one tenant's alone.
    private func twin(of model: LiveTenant, _ order: TenantOrder) -> (TenantSeed, TenantDirectory) {
        var seed = settings(order, of: model.seed)
        seed.emulator.domain = nil
        seed.emulator.issuer = nil
        seed.emulator.aliases = []
        let domain = assembly.domain(of: seed, httpsPort: httpsPort)
        return (seed, TenantDirectory(seed: seed, domain: domain))
    }

    private func settings(_ order: TenantOrder, of model: TenantSeed) -> TenantSeed {
        var seed = model
        seed.emulator.name = order.name.description
        seed.emulator.clock = order.clock ?? seed.emulator.clock
        seed.emulator.entropy = order.entropy ?? seed.emulator.entropy
        return seed
    }

    private func begin(
        _ seed: TenantSeed,
        _ directory: TenantDirectory,
        _ state: TenantState,
        _ bearings: Bearings
    ) async throws -> LiveTenant {
        do { return try await assembly.begin(seed, directory, state, bearings, nil) } catch let conflict as SeedConflict
        {
            throw ControlError.badSeed(conflict.description, complaints: [])
        }
    }

    private func read(
        _ order: TenantOrder,
        _ reading: (_ now: Timestamp) throws(SeedRejected) -> ReadSeed
    ) throws -> TenantSeed {
        do { return try reading(order.clock?.start ?? MachineTime.now).seed } catch {
            throw ControlError.badSeed(error.description, complaints: error.complaints.map(\.document))
        }
    }

    func export(_ tenant: LiveTenant) async throws -> String {
        try await tenant.exported()
    }
}

extension Complaint {
    /// As the control API says it (seed format F1).
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
