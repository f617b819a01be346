import SeedReader
import Testing

@Suite("The dashboard's labels")
struct DashboardLabelsTests {
    @Test(
        "are told the key of the API",
        arguments: [
            ("clients: [{ name: a, LABEL: 1 }]", "allowed_callback_urls", "callbacks"),
            ("clients: [{ name: a, LABEL: 1 }]", "Allowed Callback URLs", "callbacks"),
            ("clients: [{ name: a, LABEL: 1 }]", "allowedCallbackUrls", "callbacks"),
            ("clients: [{ name: a, LABEL: 1 }]", "allowed_web_origins", "web_origins"),
            ("clients: [{ name: a, LABEL: 1 }]", "Allowed Origins (CORS)", "allowed_origins"),
            ("clients: [{ name: a, LABEL: 1 }]", "application_type", "app_type"),
            ("clients: [{ name: a, LABEL: 1 }]", "token_endpoint_authentication_method", "token_endpoint_auth_method"),
            ("clients: [{ name: a, LABEL: 1 }]", "ID Token Expiration", "jwt_configuration.lifetime_in_seconds"),
            ("clients: [{ name: a, LABEL: 1 }]", "application_login_uri", "initiate_login_uri"),
            ("databases: [{ name: a, LABEL: 1 }]", "requires_username", "options.requires_username"),
            ("databases: [{ name: a, LABEL: 1 }]", "disable_sign_ups", "options.disable_signup"),
            ("databases: [{ name: a, LABEL: 1 }]", "applications", "enabled_clients"),
            ("tenant: { LABEL: 1 }", "require_log_in_after", "session_lifetime"),
            ("tenant: { LABEL: 1 }", "inactivity_timeout", "idle_session_lifetime"),
            ("tenant: { LABEL: 1 }", "logo_url", "picture_url"),
        ]
    )
    func label(_ seed: String, _ written: String, _ key: String) throws {
        let all = try complaints(about: "version: 1\n" + seed.replacing("LABEL", with: "\"\(written)\"") + "\n")
        let complaint = try #require(all.first { $0.code == .unknownKey })
        #expect(complaint.message.contains("\"\(key)\""))
        #expect(complaint.suggestion == key || complaint.message.contains("it belongs in"))
    }

    @Test("of an API, on which nothing acts, are a note")
    func api() throws {
        let notes = try read("resourceServers: [{ name: a, api_identifier: https://a, token_expiration: 5 }]\n").notes
        #expect(notes.contains { $0.message.contains("in the API this is \"identifier\"") })
        #expect(notes.contains { $0.message.contains("in the API this is \"token_lifetime\"") })
    }

    @Test("a key like no other is answered with all that there are, those with a word in common first")
    func everyKey() throws {
        let all = try complaints(about: "version: 1\nclients: [{ name: a, zzz_lifetime_of_urls: 1 }]\n")
        let message = all[0].message
        #expect(message.contains("valid keys: allowed_logout_urls"))
        for key in ["callbacks", "web_origins", "initiate_login_uri", "token_quota", "par_request_expiry"] {
            #expect(message.contains(key))
        }
    }
}
