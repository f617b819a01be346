import TenantModel
import Testing
import Understudy
import UnderstudyTesting

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The tenant of `Fixtures/Seeds/delegation.yaml`, at noon of 4 May 2016, with its browser.
enum DelegationTenant {
    static func with<Result>(
        _ position: TestTenant.Position = .tenant,
        edit: ((String) -> String)? = nil,
        _ body: (Emulator, Browser) async throws -> Result
    ) async throws -> Result {
        var text = try String(contentsOf: TestTenant.seedFile("delegation.yaml"), encoding: .utf8)
        if let edit {
            let edited = edit(text)
            try #require(edited != text, "the text that was to be replaced is gone from the seed")
            text = edited
        }
        if position == .strict { text = text.replacing("strict: false", with: "strict: true") }
        let seed = EmulatorConfiguration.Seed.text(text, name: "delegation.yaml")
        return try await Turnstile.emulators.pass { try await withUnderstudy(seed, entropy: "test", body) }
    }

    /// With that rule, of at least two lines.
    static func with<Result>(
        rule: String,
        _ body: (Emulator, Browser) async throws -> Result
    ) async throws -> Result {
        let lines = rule.split(separator: "\n").map { "      \($0)\n" }.joined()
        return try await with(edit: { $0 + "rules:\n  - name: rule\n    script: |\n\(lines)" }, body)
    }

    /// `emulator.created_at`, and the clock.
    static func born(_ day: String, at now: String = "2016-05-04T12:00:00Z") -> (String) -> String {
        { text in
            text.replacing("2016-05-04T12:00:00Z", with: now)
                .replacing("  strict: false", with: "  created_at: \(day)T00:00:00Z\n  strict: false")
        }
    }

    static func id(_ word: String) -> String { word + "ExampleOnly" + "0".times(32 - word.utf8.count - 11) }

    static func secret(_ word: String) -> String {
        let text = "example-only-secret-of-\(word)-never-use-it-elsewhere-"
        return text + "0".times(64 - text.utf8.count)
    }

    static let phone = "example-refresh-token-of-ada-s-phone"
    static let tablet = "example-refresh-token-of-ada-s-tablet"
}

/// What `/delegation` is asked.
struct DelegationCall: Sendable {
    var members: [(String, String)]

    init(by client: String = "AppA", _ members: KeyValuePairs<String, String> = [:]) {
        self.members = [
            ("client_id", DelegationTenant.id(client)),
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        ]
        for (name, value) in members { self[name] = value }
    }

    subscript(name: String) -> String? {
        get { members.first { $0.0 == name }?.1 }
        set {
            members.removeAll { $0.0 == name }
            if let newValue { members.append((name, newValue)) }
        }
    }

    func to(_ target: String) -> DelegationCall {
        var call = self
        call["target"] = DelegationTenant.id(target)
        return call
    }

    var form: String {
        members.map { FormCoding.encode([$0.0: $0.1]) }.joined(separator: "&")
    }
}

extension Browser {
    /// A login at `/oauth/ro`.
    func logIn(
        at client: String = "AppA",
        scope: String = "openid",
        device: String? = nil,
        as user: (name: String, password: String) = Person.ada
    ) async throws -> Exchange.Response {
        let body = FormCoding.encode([
            "client_id": DelegationTenant.id(client), "connection": Person.database, "grant_type": "password",
            "username": user.name, "password": user.password, "scope": scope,
        ])
        return try await post(
            at("/oauth/ro"),
            body: body + (device.map { "&" + FormCoding.encode(["device": $0]) } ?? "")
        )
    }

    /// Its id_token.
    func idToken(
        of client: String = "AppA",
        scope: String = "openid",
        user: (name: String, password: String) = Person.ada
    ) async throws -> String {
        let answer = try await logIn(at: client, scope: scope, as: user)
        return try #require(answer.json["id_token"]?.text, "\(answer.refusal)")
    }

    func delegate(_ call: DelegationCall) async throws -> Exchange.Response {
        try await post(at("/delegation"), body: call.form)
    }

    /// With a fresh id_token of App A.
    func delegate(
        to target: String,
        scope: String = "openid",
        with more: KeyValuePairs<String, String> = [:]
    ) async throws -> Exchange.Response {
        var call = DelegationCall(["id_token": try await idToken(scope: scope)]).to(target)
        for (name, value) in more { call[name] = value }
        return try await delegate(call)
    }

    func refresh(
        _ token: String,
        by client: String = "Mobile",
        with more: KeyValuePairs<String, String> = [:]
    ) async throws -> Exchange.Response {
        var body = FormCoding.encode([
            "grant_type": "refresh_token", "client_id": DelegationTenant.id(client), "refresh_token": token,
        ])
        if more.count > 0 { body += "&" + FormCoding.encode(more) }
        return try await post(at("/oauth/token"), body: body)
    }

    func revoke(_ token: String, by client: String = "Mobile") async throws -> Exchange.Response {
        try await post(at("/oauth/revoke"), form: ["client_id": DelegationTenant.id(client), "token": token])
    }
}
