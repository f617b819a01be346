import Testing
import UnderstudyTesting

@Suite("An authorization response", .tags(.endToEnd, .golden))
struct ResponseTypeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let golden: String
        let client: TestClient
        let responseType: String
        var scope = "openid"
        var more: KeyValuePairs<String, String> = [:]

        var testDescription: String { "\(client.rawValue): \(golden)" }
    }

    static let rows = [
        Row(golden: "legacy-code", client: .legacy, responseType: "code"),
        Row(golden: "legacy-token", client: .legacy, responseType: "token"),
        Row(golden: "legacy-token-without-openid", client: .legacy, responseType: "token", scope: ""),
        Row(
            golden: "legacy-token-offline",
            client: .legacy,
            responseType: "token",
            scope: "openid offline_access",
            more: ["device": "Ada's phone"]
        ),
        Row(golden: "legacy-id-token", client: .legacy, responseType: "id_token", more: ["nonce": "n-1"]),
        Row(golden: "legacy-profile-rs256", client: .asymmetric, responseType: "token", scope: "openid profile"),
        Row(golden: "legacy-form-post", client: .legacy, responseType: "code", more: ["response_mode": "form_post"]),
        Row(
            golden: "legacy-web-message",
            client: .legacy,
            responseType: "token",
            more: ["response_mode": "web_message"]
        ),
        Row(golden: "legacy-popup", client: .legacy, responseType: "token", more: ["owp": "true"]),
        Row(golden: "conformant-code", client: .conformant, responseType: "code"),
        Row(golden: "conformant-token", client: .conformant, responseType: "token", scope: "openid color"),
        Row(golden: "conformant-id-token", client: .conformant, responseType: "id_token", more: ["nonce": "n-1"]),
        Row(
            golden: "conformant-id-token-token",
            client: .conformant,
            responseType: "token id_token",
            scope: "openid profile email",
            more: ["nonce": "n-1", "max_age": "60"]
        ),
        Row(golden: "conformant-code-token", client: .conformant, responseType: "code token"),
        Row(
            golden: "conformant-code-id-token",
            client: .conformant,
            responseType: "code id_token",
            more: ["nonce": "n"]
        ),
        Row(golden: "conformant-all", client: .conformant, responseType: "id_token code token", more: ["nonce": "n"]),
        Row(
            golden: "conformant-form-post",
            client: .conformant,
            responseType: "code id_token",
            more: ["nonce": "n", "response_mode": "form_post"]
        ),
    ]

    @Test("has the members of its type, in its place", arguments: rows)
    func response(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            let more = row.more.map { ($0.key, $0.value) } + [("state", "s t=a+t/e==")]
            let rest = more.map { FormCoding.encode([$0.0: $0.1]) }.joined(separator: "&")
            let query = FormCoding.encode([
                "client_id": row.client.id, "response_type": row.responseType, "redirect_uri": row.client.callback,
                "scope": row.scope,
            ])
            let answer = try await browser.submit(
                try await browser.open(try await browser.get(browser.at("/authorize?\(query)&\(rest)")))
            )
            if let place = answer.location, row.responseType != "code" {
                #expect(!place.target.contains("token="), "a token in a query ends in logs")
                #expect(!place.target.contains("code="))
            }
            try browser.transcript.last().matchesGolden("Authorize/\(row.golden).http")
        }
    }
}
