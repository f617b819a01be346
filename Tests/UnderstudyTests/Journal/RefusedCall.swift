import TenantModel
import Testing
import UnderstudyTesting

/// A request that is refused, and what journal and log say of it.
struct RefusedCall: Sendable {
    let name: String
    /// The decisive words of the reason.
    let words: [String]
    let client: String?
    let user: String?
    let ask: @Sendable (Browser) async throws -> Void

    /// A client of the tests' tenant.
    enum Caller: Sendable {
        case client(TestClient)
        /// The tenant's own, which every tenant has.
        case allApplications

        static let (legacy, rawSecret, conformant) = (
            Caller.client(.legacy), Caller.client(.rawSecret), Caller.client(.conformant)
        )
        static let (spa, codeOnly, implicitOnly, api) = (
            Caller.client(.spa), Caller.client(.codeOnly), Caller.client(.implicitOnly), Caller.client(.api)
        )

        var id: String {
            switch self {
            case .client(let client): client.id
            case .allApplications: "xcVcdyw85BH63Ey5mXaG3bRvCncxlDdj"
            }
        }
    }

    init(
        _ name: String,
        _ words: String...,
        client: Caller? = nil,
        user: String? = nil,
        ask: @escaping @Sendable (Browser) async throws -> Void
    ) {
        self.name = name
        self.words = words
        self.client = client?.id
        self.user = user
        self.ask = ask
    }

    /// Refusals whose answer says too little: their reason must be another text.
    static let vagueAnswers: Set<String> = [
        "Unauthorized", "Login required", "Invalid authorization code", "Unknown or invalid refresh token.",
        "Wrong email or password.", "invalid client", "Invalid token", "user is blocked", "Client is not global.",
        "The access token is invalid", "The access token expired", "jwt expired", "invalid signature",
        "This login has ended, or was begun in another browser. Go back to the application and log in again.",
    ]

    /// Makes the call, and compares what was written down.
    func check(_ browser: Browser, _ log: CapturedLog) async throws {
        let before = log.infoLines.count
        try await ask(browser)
        let entries = try await browser.journal()
        let entry = try #require(entries.last { $0["reason"] != nil }, "\(name) leaves no reason")
        let reason = entry["reason"]?.text ?? ""
        for word in words { #expect(reason.contains(word), "\(name): \(reason)") }
        #expect(!Self.vagueAnswers.contains(reason), "\(name): \(reason)")
        #expect(entry["client"]?.text == client, "\(name): \(entry.serializedText)")
        #expect(entry["user"]?.text == user, "\(name): \(entry.serializedText)")
        let lines = log.infoLines.dropFirst(before)
        #expect(lines.count == 1, "\(name): \(Array(lines))")
        for word in words { #expect(lines.last?.contains(word) == true, "\(name): \(Array(lines))") }
        if let client { #expect(lines.last?.contains(client) == true, "\(name)") }
        if let user { #expect(lines.last?.contains(user) == true, "\(name)") }
    }
}

extension Browser {
    func journal() async throws -> [JSONObject] {
        let entries = try await control("GET", "/journal").json["entries"]?.elements
        return try #require(entries).compactMap(\.object)
    }

    /// `POST /oauth/token`.
    func token(_ members: KeyValuePairs<String, String>, fields: Fields = [:]) async throws {
        _ = try await post(at("/oauth/token"), body: FormCoding.encode(members), fields: fields)
    }

    /// With the proof of that client.
    func token(by client: TestClient, _ members: KeyValuePairs<String, String>) async throws {
        let proof = FormCoding.encode(["client_id": client.id, "client_secret": client.secret])
        _ = try await post(at("/oauth/token"), body: proof + "&" + FormCoding.encode(members))
    }
}
