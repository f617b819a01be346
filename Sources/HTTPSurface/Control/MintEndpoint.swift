import Flows
import Hummingbird
import TenantModel

/// `POST /_understudy/tokens`: makes a token of any kind without a login; on request one with a named defect.
enum MintEndpoint {
    static func mint(_ request: Request, _ context: TenantContext) async throws -> Response {
        let body = try await request.controlBody(
            known: ["kind", "client", "user", "scope", "target", "at", "defect", "claims", "rules"]
        )
        let product = try await TokenWorkshop(in: context.world).make(try order(body), by: request.caller(context))
        var answer: JSONObject = ["token": .string(product.token)]
        answer["expires_at"] = product.expiresAt.map { .string($0.rfc3339) }
        return .json(answer, caching: .secret)
    }

    private static func order(_ body: JSONObject) throws(ControlError) -> TokenOrder {
        let kind: TokenOrder.Kind = try word(body, "kind", of: TokenOrder.Kind.allCases) ?? .id
        guard let client = try text(body, "client") else { throw .badRequest("Give \"client\": a client's name or id") }
        var order = TokenOrder(kind: kind, client: client)
        order.user = try text(body, "user")
        order.target = try text(body, "target")
        if let scope = try text(body, "scope") { order.scope = ScopeSet(scope) }
        order.defect = try word(body, "defect", of: TokenOrder.Defect.allCases)
        if let at = try text(body, "at") {
            guard let instant = Timestamp(rfc3339: at) else {
                throw .badRequest("\"at\" must be an RFC 3339 instant such as \"2016-05-04T12:00:00Z\"")
            }
            order.at = instant
        }
        switch body["claims"] {
        case nil, .null: break
        case .object(let claims): order.claims = claims
        default: throw .badRequest("\"claims\" must be an object of claims to put into the token")
        }
        switch body["rules"] {
        case nil, .null: break
        case .bool(let flag): order.runsRules = flag
        default: throw .badRequest("\"rules\" must be true or false")
        }
        return order
    }

    private static func text(_ body: JSONObject, _ name: String) throws(ControlError) -> String? {
        switch body[name] {
        case nil, .null: return nil
        case .string(let text): return text
        default: throw .badRequest("\"\(name)\" must be a string")
        }
    }

    private static func word<Word: RawRepresentable<String>>(
        _ body: JSONObject,
        _ name: String,
        of all: [Word]
    ) throws(ControlError) -> Word? {
        guard let text = try text(body, name) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw .badRequest("\"\(name)\" must be one of \(all.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }
}
