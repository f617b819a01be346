import Flows
import Hummingbird
import Tenancy
import TenantModel
import World

/// Timeline, journal, outbox, digest, health and reset of a tenant.
enum StateEndpoints {
    static func timeline(_ request: Request, _ context: TenantContext) async throws -> Response {
        let now = context.world.clock.now
        let state = try await context.world.store.state()
        var list = EventList("events")
        var last: DueEvent?
        while true {
            let events = state.timeline(after: last, most: EventList.mostAtOnce)
            guard let end = events.last else { return list.response }
            last = end
            await list.append(events.filter { $0.at > now && !$0.isSilent })
        }
    }

    static func reset(_ request: Request, _ context: TenantContext) async throws -> Response {
        _ = try await request.controlBody(known: [])
        try await context.tenant?.reset()
        return .json(["status": "ok"], caching: .error)
    }

    static func digest(_ request: Request, _ context: TenantContext) async throws -> Response {
        .json(["digest": .string(try await context.world.store.state().gentleDigest())], caching: .error)
    }

    static func journal(_ request: Request, _ context: TenantContext) async throws -> Response {
        let directory = context.world.directory
        let entries = context.world.journal.entries.map { entry in
            JSONValue.object(directory.secrets.masked(entry.document(in: directory)))
        }
        return .json(["entries": .array(entries)], caching: .error)
    }

    static func clearJournal(_ request: Request, _ context: TenantContext) async throws -> Response {
        context.world.journal.removeAll()
        return Response(status: .noContent)
    }

    static func outbox(_ request: Request, _ context: TenantContext) async throws -> Response {
        let messages = context.world.outbox.entries.map { JSONValue.object($0.document) }
        return .json(["messages": .array(messages)], caching: .error)
    }

    static func clearOutbox(_ request: Request, _ context: TenantContext) async throws -> Response {
        context.world.outbox.removeAll()
        return Response(status: .noContent)
    }

    static func health(_ request: Request, _ context: TenantContext) async throws -> Response {
        .json(["status": "ok"], caching: .error)
    }
}

extension JournalEntry {
    fileprivate func document(in directory: TenantDirectory) -> JSONObject {
        var document: JSONObject = [
            "at": .string(at.rfc3339), "request_id": .string(requestID), "method": .string(method),
            "path": .string(path), "parameters": .array(parameters.map(JSONValue.string)), "status": .integer(status),
        ]
        document["error"] = refusal?.error.map(JSONValue.string)
        document["reason"] = (refusal?.reason).map(JSONValue.string)
        document["client"] = (refusal?.client).map { .string($0.rawValue) }
        document["client_name"] = (refusal?.client).flatMap(directory.client).map { .string($0.name) }
        document["user"] = (refusal?.user).map { .string($0.rawValue) }
        document["notes"] = .array(notes.map(JSONValue.string))
        return document
    }
}

extension OutboxMessage {
    fileprivate var document: JSONObject {
        [
            "at": .string(at.rfc3339), "channel": .string(channel.rawValue), "to": .string(to),
            "template": .string(template), "contents": .object(contents),
        ]
    }
}
