import Flows
import Hummingbird
import TenantModel
import World

/// `/_understudy/clock`: reads, sets, freezes and advances the tenant's clock.
enum ClockEndpoints {
    static func show(_ request: Request, _ context: TenantContext) async throws -> Response {
        var document = ClockDocument.of(context.world.clock.reading)
        document["moving"] = context.world.clockMoves.progress.map { ["ended": .integer($0)] }
        return .json(document, caching: .error)
    }

    static func set(_ request: Request, _ context: TenantContext) async throws -> Response {
        let body = try await request.controlBody(known: ["now", "mode"])
        guard !body.isEmpty else { throw ControlError.badRequest("Give \"now\" (an instant), \"mode\", or both") }
        let mode = try body["mode"].map { try Self.mode($0) }
        let instant = try body["now"].map { try Self.instant($0, "now") }
        let fired = try await ClockControl(in: context.world).set(now: instant, mode: mode)
        return await answer(fired, context)
    }

    static func followMachine(_ request: Request, _ context: TenantContext) async throws -> Response {
        await answer(try await ClockControl(in: context.world).followMachine(), context)
    }

    static func advance(_ request: Request, _ context: TenantContext) async throws -> Response {
        let body = try await request.controlBody(known: ["by", "to", "past"])
        guard body.members.count == 1, let member = body.members.first else {
            throw ControlError.badRequest("Give exactly one of \"by\", \"to\", \"past\"")
        }
        let control = ClockControl(in: context.world)
        let fired: [DueEvent]
        switch member.name {
        case "by":
            let duration = try duration(member.value)
            fired = try await control.advance { $0 + duration }
        case "to":
            let instant = try instant(member.value, "to")
            fired = try await control.advance { _ in instant }
        default:
            let end = try await past(member.value, control)
            fired = try await control.advance { _ in end }
        }
        return await answer(fired, context)
    }

    private static func past(_ value: JSONValue, _ control: ClockControl) async throws -> Timestamp {
        guard let token = value.text else { throw ControlError.badRequest("\"past\" must be a token") }
        return try await control.end(of: token)
    }

    private static func mode(_ value: JSONValue) throws(ControlError) -> TenantClock.Mode {
        guard let mode = value.text.flatMap(TenantClock.Mode.init(rawValue:)) else {
            throw .badRequest("\"mode\" must be \"frozen\" or \"running\"")
        }
        return mode
    }

    private static func instant(_ value: JSONValue, _ name: String) throws(ControlError) -> Timestamp {
        guard let instant = value.text.flatMap({ Timestamp(rfc3339: $0) }) else {
            throw .badRequest("\"\(name)\" must be an RFC 3339 instant such as \"2016-05-04T12:00:00Z\"")
        }
        return instant
    }

    private static func duration(_ value: JSONValue) throws(ControlError) -> Duration {
        switch value {
        case .integer(let seconds) where (0...300_000_000_000).contains(seconds): return .seconds(seconds)
        case .integer: throw .badRequest("\"by\" must be from 0 to 300000000000 seconds: advance moves forward only")
        case .string(let text):
            if let duration = Duration(iso8601: text) { return duration }
        default: break
        }
        throw .badRequest("\"by\" must be whole seconds or an ISO 8601 duration such as \"PT10H\"")
    }

    private static func answer(_ fired: [DueEvent], _ context: TenantContext) async -> Response {
        let reading = context.world.clock.reading
        context.trail.note("clock is at \(reading.now.rfc3339), \(reading.mode.rawValue)")
        var list = EventList("fired", after: ClockDocument.of(reading))
        for start in stride(from: 0, to: fired.count, by: EventList.mostAtOnce) {
            await list.append(fired[start...].prefix(EventList.mostAtOnce))
        }
        return list.response
    }
}

enum ClockDocument {
    static func of(_ reading: TenantClock.Reading) -> JSONObject {
        [
            "now": .string(reading.now.rfc3339), "unix": .integer(reading.now.numericDate),
            "mode": .string(reading.mode.rawValue),
        ]
    }
}
