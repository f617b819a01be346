import Hummingbird
import Tenancy
import TenantModel
import World

/// `/_understudy/tenants`: lists, makes and deletes the tenants of this process; also forks and exports.
struct TenantEndpoints: Sendable {
    let tenants: Tenants

    func list(_ request: Request, _ context: TenantContext) async throws -> Response {
        .json(["tenants": .array(tenants.all.map { .object(TenantDocument.of($0)) })], caching: .error)
    }

    func create(_ request: Request, _ context: TenantContext) async throws -> Response {
        let body = try await request.controlBody(
            known: ["name", "seed", "clock", "entropy"] + Self.address
        )
        var order = TenantOrder(
            name: try Self.name(body["name"]),
            model: try model(body["seed"], context),
            clock: try Self.clock(body["clock"]),
            entropy: try Self.entropy(body["entropy"])
        )
        try Self.setAddress(of: &order, body)
        return try await answer(tenants.add(order), context)
    }

    func delete(_ request: Request, _ context: TenantContext) async throws -> Response {
        let name = context.parameters.get("name") ?? ""
        try await tenants.remove(name)
        context.trail.note("tenant \(name) is gone")
        return Response(status: .noContent)
    }

    /// `POST /_understudy/snapshots/{name}/fork`: makes a new tenant that goes on from the snapshot.
    func fork(_ request: Request, _ context: TenantContext) async throws -> Response {
        let body = try await request.controlBody(known: ["name"] + Self.address)
        guard let tenant = context.tenant else { preconditionFailure("TenantResponder sets the tenant") }
        let snapshot = try await SnapshotEndpoints.snapshot(context)
        var order = TenantOrder(name: try Self.name(body["name"]), model: .snapshot(snapshot, of: tenant))
        try Self.setAddress(of: &order, body)
        return try await answer(tenants.add(order), context)
    }

    /// `GET /_understudy/export`: writes the tenant as a seed.
    func export(_ request: Request, _ context: TenantContext) async throws -> Response {
        guard let tenant = context.tenant else { preconditionFailure("TenantResponder sets the tenant") }
        let text = try await tenants.maker.export(tenant)
        var response = Response(status: .ok, body: .init(byteBuffer: .init(string: text)))
        response.headers[.contentType] = "application/yaml; charset=utf-8"
        response.headers[.contentDisposition] = "attachment; filename=\"\(tenant.directory.name).yaml\""
        response.headers[.cacheControl] = WireHeaders.noStore
        return response
    }

    private func answer(_ tenant: LiveTenant, _ context: TenantContext) -> Response {
        context.trail.note("tenant \(tenant.directory.name) is at \(tenant.directory.domain)")
        return .json(TenantDocument.of(tenant), status: .created, caching: .error)
    }

    private static func name(_ value: JSONValue?) throws(ControlError) -> TenantName {
        guard let text = value?.text else { throw .badRequest("Give \"name\": \(TenantName.rule)") }
        guard let name = TenantName(text) else {
            throw .badRequest(
                "\"name\" cannot be \(JSONValue.string(String(text.prefix(80))).serializedText): \(TenantName.rule)"
            )
        }
        return name
    }

    private static let address = ["port", "https_port", "issuer"]

    private static func setAddress(of order: inout TenantOrder, _ body: JSONObject) throws {
        func port(_ name: String) throws(ControlError) -> Int? {
            guard let value = body[name] else { return nil }
            guard let port = value.integer else {
                throw .badRequest("\"\(name)\" must be a whole number, 0 (any free port) to 65535")
            }
            return port
        }
        if let issuer = body["issuer"], issuer.text == nil {
            throw ControlError.badRequest("\"issuer\" must be a text")
        }
        try order.setAddress(
            http: port("port"),
            https: port("https_port"),
            issuer: body["issuer"]?.text
        )
    }

    /// What the new tenant begins as: the tenant of that name, a seed given as text, or without either this host's
    /// tenant.
    private func model(_ value: JSONValue?, _ context: TenantContext) throws -> TenantOrder.Model {
        guard let value else {
            guard let tenant = context.tenant else { preconditionFailure("TenantResponder sets the tenant") }
            return .origin(of: tenant)
        }
        guard let text = value.text else {
            throw ControlError.badRequest(
                "\"seed\" must be the name of a tenant whose seed is loaded, or a seed in YAML"
            )
        }
        if let tenant = tenants.tenant(named: text) { return .origin(of: tenant) }
        // A text without a colon is no seed, because a seed is a YAML map: so it was meant as a name.
        guard text.contains(":") else {
            let names = tenants.all.prefix(20).map(\.directory.name).joined(separator: ", ")
            throw ControlError.unknown(
                "No tenant is called \"\(text.prefix(80))\"; there are: \(names). Give one of these, or a seed's text"
            )
        }
        return .seed(text, name: "seed")
    }

    private static func clock(_ value: JSONValue?) throws(ControlError) -> ClockSetting? {
        guard let value else { return nil }
        if value.text == "real" { return .real }
        guard let instant = value.text.flatMap({ Timestamp(rfc3339: $0) }) else {
            throw .badRequest("\"clock\" must be \"real\" or an RFC 3339 instant such as \"2016-05-04T12:00:00Z\"")
        }
        return .frozen(instant)
    }

    private static func entropy(_ value: JSONValue?) throws(ControlError) -> Entropy? {
        guard let value else { return nil }
        switch value {
        case .string(let text) where !text.isEmpty: return Entropy(text)
        case .integer(let number): return Entropy(String(number))
        default: throw .badRequest("\"entropy\" must be \"system\", a text or a whole number")
        }
    }
}

enum TenantDocument {
    static func of(_ tenant: LiveTenant) -> JSONObject {
        [
            "name": .string(tenant.directory.name), "domain": .string(tenant.directory.domain),
            "issuer": .string(tenant.directory.issuer),
            "http": .string(tenant.reach.http), "https": .string(tenant.reach.https),
            "names": .object(tenant.names),
            "clock": .object(ClockDocument.of(tenant.world.clock.reading)),
            "entropy": .string(tenant.world.identifiers.entropy.label),
        ]
    }
}
