import Flows
import Tenancy
import Logging
import SeedReader
import TenantModel
import Tokens
import World

/// A tenant on paper: makes and reads tokens without serving.
package struct TokenPrinter: Sendable {
    /// The domain's port where the seed gives no domain: the one `serve` takes by default.
    private static let defaultHTTPSPort = 4443

    package static var defects: String { TokenOrder.Defect.allCases.map(\.rawValue).joined(separator: ", ") }

    let tenant: LiveTenant

    /// - Parameters:
    ///   - seed: a path; nil: the built-in quickstart.
    ///   - overlays: paths of the seed's overlays.
    ///   - at: RFC 3339; nil: what the seed says, else now.
    /// - Throws: complaints about the seed or the instant.
    package init(seed: String?, overlays: [String] = [], at: String? = nil) async throws {
        let seed = seed.map(EmulatorConfiguration.Seed.file) ?? .quickstart
        var configuration = EmulatorConfiguration(seeds: [.overlaid(seed, with: overlays)])
        configuration.clock = at
        let loaded = try LoadedSeeds(configuration)
        let assembly = Assembly(configuration, log: Logger(label: "understudy"))
        guard
            let tenant = try await assembly.tenants(
                loaded.plans,
                at: BoundAddress(http: 4400, https: Self.defaultHTTPSPort)
            ).first
        else {
            preconditionFailure("one seed makes one tenant")
        }
        self.tenant = tenant
    }

    /// - Throws: `ConfigurationError` in words for the terminal.
    package func token(
        kind: String,
        client: String,
        user: String?,
        scope: String,
        target: String?,
        defect: String?,
        claims: String? = nil,
        runsRules: Bool = false
    ) async throws -> String {
        guard let kind = TokenOrder.Kind(rawValue: kind) else {
            let kinds = TokenOrder.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationError(description: "\"\(kind)\" is not a kind of token; there are \(kinds)")
        }
        var order = TokenOrder(kind: kind, client: client, user: user, scope: ScopeSet(scope), target: target)
        if let defect {
            guard let known = TokenOrder.Defect(rawValue: defect) else {
                throw ConfigurationError(description: "\"\(defect)\" is not a defect; there are \(Self.defects)")
            }
            order.defect = known
        }
        order.runsRules = runsRules
        if let claims {
            guard let object = (try? JSONValue(parsing: Array(claims.utf8)))?.object else {
                throw ConfigurationError(
                    description: "--claims takes a JSON object, such as '{\"https://example.com/roles\": [\"admin\"]}'"
                )
            }
            order.claims = object
        }
        do {
            return try await TokenWorkshop(in: tenant.world).make(order).token
        } catch let refusal as OAuthError {
            throw ConfigurationError(description: refusal.reason)
        }
    }
}
