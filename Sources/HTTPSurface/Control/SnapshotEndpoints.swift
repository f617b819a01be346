import Hummingbird
import Tenancy
import TenantModel
import World

/// `/_understudy/snapshots`: lists, takes, restores and deletes snapshots of the tenant.
enum SnapshotEndpoints {
    static func list(_ request: Request, _ context: TenantContext) async throws -> Response {
        let labels = try await context.world.store.snapshotLabels()
        return .json(["snapshots": .array(labels.map { .object(document(of: $0)) })], caching: .error)
    }

    static func take(_ request: Request, _ context: TenantContext) async throws -> Response {
        let body = try await request.controlBody(known: ["name"])
        guard let name = body["name"]?.text.flatMap(SnapshotName.init) else {
            throw ControlError.badRequest("Give \"name\": \(SnapshotName.rule)")
        }
        guard let snapshot = try await context.tenant?.takeSnapshot(named: name) else {
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
        guard let name = SnapshotName(name(context)),
            try await context.world.store.removeSnapshot(named: name.description)
        else { throw unknown(context) }
        return Response(status: .noContent)
    }

    /// The snapshot that the path names.
    ///
    /// - Throws: 404 if there is none of that name.
    static func snapshot(_ context: TenantContext) async throws -> TenantSnapshot {
        guard let name = SnapshotName(name(context)),
            let snapshot = try await context.world.store.savedSnapshot(named: name.description)
        else { throw unknown(context) }
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
