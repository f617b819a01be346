import Flows
import TenantModel
import Testing
import World

/// Every decision about who may ask for what.
@Suite("The terms of a delegation")
struct DelegationTermsTests {
    private static func client(_ name: String, _ edit: (inout Client) -> Void = { _ in }) -> Client {
        var client = Client(id: Identifier(name), secret: "secret", name: name)
        edit(&client)
        return client
    }

    private static let clients = [
        client("app"), client("stranger"), client("api") { $0.allowedClients = ["app"] }, client("open"),
        client("conformant") {
            $0.isConformant = true
            $0.addons = ["firebase": [:]]
        },
        client("addon") { $0.addons = ["samlp": [:], "wams": [:], "aws": [:]] },
        client("bare") { $0.grantTypes = [.implicit] },
        client("half") { $0.grantTypes = [.legacyDelegationOfIDToken] },
    ]

    struct Row: Sendable, CustomTestStringConvertible {
        let from: String
        let to: String?
        var apiType: String?
        var token = "id_token"
        /// The api_type, or words of the refusal.
        let outcome: String

        var testDescription: String { "\(from) → \(to ?? "itself") \(apiType ?? "") by \(token): \(outcome)" }
    }

    private static let denied = "Client stranger is not allowed to request delegation tokens for api"
    private static let conformant = "OIDC conformant clients cannot use /delegation"
    private static let lacking = "not allowed for the client."

    static let rows = [
        Row(from: "app", to: nil, outcome: "app"), Row(from: "app", to: "app", outcome: "app"),
        Row(from: "app", to: "api", outcome: "app"), Row(from: "stranger", to: "api", outcome: denied),
        Row(from: "api", to: "api", outcome: "app"), Row(from: "stranger", to: "open", outcome: "app"),
        Row(from: "app", to: "addon", outcome: "wams"), Row(from: "app", to: "addon", apiType: "aws", outcome: "aws"),
        Row(from: "app", to: "addon", apiType: "auth0", outcome: "app"),
        Row(from: "app", to: "addon", apiType: "firebase", outcome: "the target does not have the add-on firebase"),
        Row(from: "app", to: "addon", apiType: "samlp", outcome: "the add-on samlp cannot be a target of delegation"),
        Row(from: "app", to: "addon", apiType: "wsfed", outcome: "api_type must be one of app, aws"),
        Row(from: "conformant", to: "api", outcome: conformant),
        Row(from: "app", to: "conformant", apiType: "app", outcome: conformant),
        Row(from: "app", to: "conformant", outcome: "firebase"), Row(from: "conformant", to: nil, outcome: "firebase"),
        Row(from: "nobody", to: nil, outcome: "invalid client"),
        Row(from: "app", to: "nobody", outcome: "the target was not found"),
        Row(from: "bare", to: "open", outcome: lacking),
        Row(from: "half", to: "open", outcome: "app"),
        Row(from: "half", to: "open", token: "refresh_token", outcome: lacking),
        Row(from: "app", to: "global", outcome: "the target was not found"),
        Row(from: "global", to: "app", outcome: "invalid client"),
    ]

    @Test("are", arguments: rows)
    func terms(_ row: Row) throws {
        var global = Client(id: "global", secret: "secret", name: "All Applications")
        global.isGlobal = true
        var seed = TenantSeed(emulator: EmulatorSettings(name: "tenant"), globalClient: global, signingKeys: [])
        seed.clients = Self.clients
        let directory = TenantDirectory(seed: seed, domain: "tenant.localhost")
        var members: JSONObject = [
            "client_id": .string(row.from), "grant_type": .string(GrantType.jwtBearer.rawValue), row.token: "token",
        ]
        members["target"] = row.to.map(JSONValue.string)
        members["api_type"] = row.apiType.map(JSONValue.string)
        let asked = try DelegationParameters(Parameters(members))
        let outcome: String
        do throws(OAuthError) {
            let terms = try DelegationTerms(asked, in: directory)
            try terms.permit(asked.presented)
            outcome = terms.apiType.rawValue
        } catch {
            outcome = error.description
        }
        #expect(row.outcome == outcome || row.outcome.contains(" ") && outcome.contains(row.outcome))
    }
}
