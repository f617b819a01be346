import TenantModel
import Testing
import UnderstudyTesting

/// The answer for every add-on, byte for byte.
@Suite("A delegation to an add-on", .tags(.endToEnd, .golden))
struct APITypeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let golden: String
        let target: String
        var more: KeyValuePairs<String, String> = [:]

        var testDescription: String { golden }
    }

    static let rows = [
        Row(golden: "app", target: "ApiC", more: ["api_type": "app", "scope": "openid nickname"]),
        Row(golden: "aws", target: "Amazon"),
        Row(
            golden: "aws-role-of-the-request",
            target: "Amazon",
            more: [
                "role": "arn:aws:iam::210987654321:role/path/reader",
                "principal": "arn:aws:iam::210987654321:saml-provider/other",
            ]
        ),
        Row(golden: "azure-blob", target: "Blob"),
        Row(golden: "azure-blob-container", target: "Container"),
        Row(golden: "azure-sb", target: "Bus"),
        Row(golden: "firebase-2", target: "Firebase2"),
        Row(golden: "firebase-3", target: "Firebase3"),
        Row(golden: "layer", target: "Layer", more: ["nonce": "n-0123456789"]),
        Row(golden: "salesforce", target: "Salesforce"),
        Row(
            golden: "salesforce-sandbox",
            target: "Salesforce",
            more: ["api_type": "salesforce_sandbox_api", "community_url_section": "customers"]
        ),
        Row(golden: "sap", target: "Sap"),
        Row(golden: "wams", target: "MobileServices"),
    ]

    @Test("answers in the form of its service", arguments: rows)
    func answers(_ row: Row) async throws {
        try await DelegationTenant.with { _, browser in
            let answer = try await browser.delegate(to: row.target, scope: "openid email", with: row.more)
            #expect(answer.status == 200)
            #expect(answer.json["refresh_token"] == nil)
            try browser.transcript.matchesGolden("Delegation/\(row.golden).http")
        }
    }

    @Test(
        "says in the journal that its answer was made up, where the real one needs a network",
        arguments: [
            ("Amazon", "AWS STS"), ("Salesforce", "Salesforce"), ("Sap", "SAP Gateway"), ("Firebase2", nil),
            ("Blob", nil),
        ] as [(String, String?)]
    )
    func fabricated(_ target: String, _ service: String?) async throws {
        try await DelegationTenant.with { _, browser in
            _ = try await browser.delegate(to: target)
            let entries = try await browser.control("GET", "/journal").json["entries"]?.elements
            let notes = entries?.last?.object?["notes"]?.elements?.compactMap(\.text)
            #expect(
                notes == (service.map { ["fabricated: the real answer comes from \($0), which needs a network"] } ?? [])
            )
        }
    }

    @Test("made up is the same for the same occasion, whatever entropy says, and another a second later")
    func deterministic() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.idToken()
            let call = DelegationCall(["id_token": token]).to("Amazon")
            let (first, again) = (try await browser.delegate(call), try await browser.delegate(call))
            #expect(first.body == again.body)
            try await browser.advance(seconds: 1)
            #expect(try await browser.delegate(call).body != first.body)
        }
    }

    @Test("leaves SSO add-ons alone, and takes the first of the others where none is named")
    func defaults() async throws {
        try await DelegationTenant.with { _, browser in
            for addon in ["samlp", "wsfed"] {
                let refused = try await browser.delegate(to: "SingleSignOn", with: ["api_type": addon])
                #expect(refused.refusal == "400 invalid_request: the add-on \(addon) cannot be a target of delegation")
            }
            let token = try #require(try await browser.delegate(to: "SingleSignOn").json["id_token"]?.text)
            #expect(token.claims["v"] == 0)
            let salesforce = try await browser.delegate(to: "Salesforce").json["id"]?.text
            #expect(salesforce?.hasPrefix("https://login.salesforce.com/id/") == true)
        }
    }

    static let unfinished: [(String, String, String)] = [
        ("Unfinished", "azure_blob", "the add-on azure_blob of the target has no storageAccessKey"),
        ("Unfinished", "layer", "the add-on layer of the target has no providerId"),
        ("Unfinished", "sap_api", "the add-on sap_api of the target has no tokenEndpointUrl"),
        ("Layer", "layer", "missing nonce parameter"),
    ]

    @Test("says which setting it lacks", arguments: unfinished)
    func settings(_ target: String, _ type: String, _ description: String) async throws {
        try await DelegationTenant.with { _, browser in
            let answer = try await browser.delegate(to: target, with: ["api_type": type])
            #expect(answer.refusal == "400 invalid_request: \(description)")
        }
    }

    static let strangers: [(String, KeyValuePairs<String, String>, String)] = [
        (
            "Amazon", ["role": "arn:aws:iam::1:role/x"],
            "the add-on aws of the target needs an ARN arn:aws:iam::<account>:role/<name>, not 'arn:aws:iam::1:role/x'"
        ),
        (
            "Amazon", ["principal": "arn:aws:iam::123456789012:role/x"],
            "the add-on aws of the target needs an ARN arn:aws:iam::<account>:saml-provider/<name>, not "
                + "'arn:aws:iam::123456789012:role/x'"
        ),
        (
            "Salesforce", ["community_name": "evil.example/"],
            "the add-on salesforce_api of the target has communities whose names are letters, digits and hyphens, "
                + "not 'evil.example/'"
        ),
    ]

    @Test("refuses parameters of its own that it cannot use", arguments: strangers)
    func parameters(_ target: String, _ more: KeyValuePairs<String, String>, _ description: String) async throws {
        try await DelegationTenant.with { _, browser in
            let answer = try await browser.delegate(to: target, with: more)
            #expect(answer.refusal == "400 invalid_request: \(description)")
        }
    }
}
