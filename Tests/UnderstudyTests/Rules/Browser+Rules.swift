import Crypto
import TenantModel
import Testing
import UnderstudyTesting

/// What rules did, and why tokens say what they say.
extension Browser {
    static let sessionCookie = "understudy-session-tenant.localhost"

    /// The latest last.
    func runs() async throws -> [JSONObject] {
        try #require(try await control("GET", "/rules/runs").json["runs"]?.elements).compactMap(\.object)
    }

    /// What every rule of every login logged, in order.
    func console() async throws -> [String] {
        try await runs().flatMap { $0["rules"]?.elements ?? [] }.compactMap(\.object)
            .flatMap { $0["console"]?.elements ?? [] }.compactMap { $0.object?["text"]?.text }
    }

    /// The trail of a token, asked by its digest.
    func trail(of token: String) async throws -> Exchange.Response {
        let digest = SHA256.hash(data: Array(token.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }
        return try await control("GET", "/tokens/\(digest.joined())/trail")
    }

    /// The browser is back from where a rule sent it.
    func comeBack(_ state: String, with more: KeyValuePairs<String, String> = [:]) async throws -> Exchange.Response {
        let rest = FormCoding.encode(more)
        return try await get(at("/continue?\(FormCoding.encode(["state": state]))\(rest.isEmpty ? "" : "&")\(rest)"))
    }
}

extension Transcript {
    /// Without what rules took of real time: only that is not the tenant's own.
    var withoutDurations: Transcript {
        Transcript(
            exchanges.map { exchange in
                let old = exchange.response
                let body = old.text.replacing(/"ms":[0-9.e-]+/, with: #""ms":0"#)
                guard body != old.text else { return exchange }
                let fields = Fields(old.fields.all.filter { $0.name.lowercased() != "content-length" })
                let new = Exchange.Response(
                    status: old.status,
                    reason: old.reason,
                    fields: fields,
                    body: Array(body.utf8),
                    url: old.url
                )
                return Exchange(request: exchange.request, response: new)
            }
        )
    }
}
