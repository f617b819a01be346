import Hummingbird
import TenantModel
import World

/// `/_understudy/snapshots`: the tenant as it was, to go back to.
enum SnapshotEndpoints {
    static func list(_ request: Request, _ context: TenantContext) async throws -> Response {
        let labels = try await context.world.store.savedSnapshots()
        return .json(["snapshots": .array(labels.map { .object(document(of: $0)) })], caching: .error)
    }

    static func take(_ request: Request, _ context: TenantContext) async throws -> Response {
        let body = try await request.controlBody(known: ["name"])
        guard let name = body["name"]?.text, (1...100).contains(name.count),
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0 == "/" })
        else { throw ControlError.badRequest("Give \"name\": 1 to 100 characters, no / among them") }
        let snapshot = try await context.tenant?.snapshot(named: name)
        guard let snapshot, try await context.world.store.save(snapshot) else {
            throw ControlError.taken("There is a snapshot \"\(name)\" already; DELETE it, or choose another name")
        }
        context.trail.note("snapshot \(name) taken")
        return .json(document(of: snapshot.label), status: .created, caching: .error)
    }

    static func restore(_ request: Request, _ context: TenantContext) async throws -> Response {
        _ = try await request.controlBody(known: [])
        let snapshot = try await snapshot(context)
        try await context.tenant?.restore(snapshot)
        context.trail.note("snapshot \(snapshot.label.name) restored")
        return .json(document(of: snapshot.label), caching: .error)
    }

    static func delete(_ request: Request, _ context: TenantContext) async throws -> Response {
        guard try await context.world.store.removeSnapshot(named: name(context)) else { throw unknown(context) }
        return Response(status: .noContent)
    }

    /// - Throws: 404 for a name that no snapshot has.
    static func snapshot(_ context: TenantContext) async throws -> TenantSnapshot {
        let snapshot = try await context.world.store.savedSnapshot(named: name(context))
        guard let snapshot else { throw unknown(context) }
        return snapshot
    }

    private static func name(_ context: TenantContext) -> String {
        let name = context.parameters.get("name") ?? ""
        return PercentEncoding.decode(Array(name.utf8)[...], plusIsBlank: false) ?? name
    }

    private static func unknown(_ context: TenantContext) -> ControlError {
        .unknown("There is no snapshot \"\(name(context).prefix(100))\"; GET /_understudy/snapshots lists them")
    }

    private static func document(of label: TenantSnapshot.Label) -> JSONObject {
        ["name": .string(label.name), "at": .string(label.at.rfc3339), "digest": .string(label.digest)]
    }
}
