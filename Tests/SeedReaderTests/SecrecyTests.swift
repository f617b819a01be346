import SeedReader
import TenantModel
import Testing

@Suite("No secret is ever printed")
struct SecrecyTests {
    @Test("not where it has the wrong type, not where its line has another mistake")
    func canaries() throws {
        let text = try SeedFixtures.refused("SE-22-secrets-of-wrong-type", "yaml")
        #expect(text.contains("canary-12"))
        let all = try complaints(about: text)
        #expect(all.count > 10)
        for complaint in all { #expect(!"\(complaint) \(complaint)".contains("canary")) }
        #expect(all.contains { $0.message.contains("8 characters") })
    }

    @Test(
        "F1: whatever is wrong with it",
        arguments: [
            "clients: [{ name: A, client_secret: VALUE }]",
            "clients: [{ name: A, jwt_configuration: { secret_encoded: VALUE } }]",
            "clients: [{ name: A, token_endpoint_auth_method: VALUE }]",
            "clients: [{ name: A, addons: { firebase: { secret: [VALUE] } } }]",
            "users: [{ email: a@example.com, password_hash: VALUE }]",
            "users: [{ email: a@example.com, password: VALUE, password_hash: VALUE }]",
            "users: [{ email: a@example.com, custom_password_hash: { algorithm: bcrypt, hash: { value: VALUE } } }]",
            "users: [{ email: a@example.com, custom_password_hash: { algorithm: bcrypt, hash: VALUE } }]",
            "users: [{ email: a@example.com, identities: [{ user_id: 1, access_token: [VALUE] }] }]",
            "signingKeys: [{ private_key: \"VALUE\\n\" }]",
            "devices: [{ user: a, client: b, token: [VALUE] }]",
            "users: [{ email: a@example.com, password: \"VALUE }]",
            "users: [{ email: a@example.com, password: VALUE, password: VALUE }]",
            "globalClient: { client_secret: \"VALUE!\" }",
            "globalClient:\n  client_secert: VALUE",
            "users:\n  - email: a@example.com\n    pasword: VALUE",
            "users: [{ email: a@example.com, pass: VALUE }]",
            "signingKeys: [{ private_kee: VALUE }]",
            "signingKeys: [{ private_key: VALUE }]",
            "rulesConfigs:\n  - VALUE",
        ]
    )
    func wrongSecret(_ line: String) throws {
        let canary = "c4n4ry.c4n4ry"
        let all = try complaints(about: "version: 1\n" + line.replacing("VALUE", with: canary) + "\n")
        #expect(!all.isEmpty)
        for complaint in all { #expect(!complaint.description.contains("c4n4ry")) }
    }
}
