import Hummingbird
import TenantModel
import World

/// `/_understudy/migration`: which client still uses which call of the old pipeline, and what Auth0 recommends instead.
enum MigrationEndpoint {
    static func list(_ request: Request, _ context: TenantContext) async throws -> Response {
        let directory = context.world.directory
        let policy = directory.legacy(at: context.world.clock.now)
        let uses = context.world.migration.uses.map { JSONValue.object(document(of: $0, in: directory, policy)) }
        return .json(["uses": .array(uses)], caching: .error)
    }

    static func clear(_ request: Request, _ context: TenantContext) async throws -> Response {
        context.world.migration.removeAll()
        return Response(status: .noContent)
    }

    private static func document(
        of use: MigrationTally.Use,
        in directory: TenantDirectory,
        _ policy: LegacyPolicy
    ) -> JSONObject {
        let client = directory.client(use.client)
        let entry = LegacyCalendar.entry(use.piece)
        var document: JSONObject = [
            "client": .string(use.client.rawValue), "client_name": client.map { .string($0.name) } ?? .null,
            "feature": .string(use.piece.rawValue), "call": .string(use.piece.call),
            "answered": .integer(use.answered), "refused": .integer(use.refused),
            "first_at": .string(use.firstAt.rfc3339), "last_at": .string(use.lastAt.rfc3339),
        ]
        document["state"] = .string(policy.verdict(on: use.piece).reason ?? "works")
        document["ends_at"] = entry.endsAt.map { .string($0.rfc3339) } ?? .null
        document["instead"] = client.map { .string(use.piece.replacement(for: $0)) } ?? .null
        document["source"] = .string(entry.source)
        return document
    }
}
