import Foundation
import TenantModel
import Testing
import Understudy
import UnderstudyTesting

/// Catalogue TI: tenants that come and go.
@Suite("Tenants made while others are served", .tags(.endToEnd))
struct TenantsTests {
    private func make(
        _ members: [(String, JSONValue)],
        by browser: Browser
    ) async throws -> Exchange.Response {
        try await browser.control("POST", "/tenants", JSONObject(members).serializedText)
    }

    @Test("have a name that is a label, and nothing else")
    func names() async throws {
        try await KeptStore.memory.with { emulator, browser in
            for name in [
                "..", "%2e%2e", "a/b", String(repeating: "a", count: 300), "😀", "con", "a.", "-a", "a-", "A", "",
            ] {
                let answer = try await make([("name", .string(name))], by: browser)
                #expect(answer.refusal.hasPrefix("400 invalid_request: "), "\(name)")
            }
            #expect(emulator.tenants.count == 1)
        }
    }

    @Test("take no host of another, and none of this machine's own", arguments: KeptStore.allCases)
    func hosts(_ store: KeptStore) async throws {
        try await store.with { emulator, browser in
            for host in ["tenant.localhost", "TENANT.localhost:1", "localhost", "127.0.0.1"] {
                let seed = "version: 1\nemulator: { domain: idp.acme.test, aliases: [\"\(host)\"] }\n"
                let answer = try await make([("name", "thief"), ("seed", .string(seed))], by: browser)
                #expect(answer.status == 409 || answer.status == 400, "\(host): \(answer.refusal)")
            }
            #expect(emulator.tenants.count == 1)
            #expect(try await browser.get(browser.at("/test")).status == 200)
        }
    }

    @Test("prove their own domain with a certificate", arguments: ["{}", "{ domain: idp.acme.test }"])
    func certificates(_ place: String) async throws {
        try await Turnstile.emulators.pass {
            try await withUnderstudy(.quickstart, domain: "acme.test") { emulator, _ in
                let seed = "version: 1\nemulator: \(place)\n"
                let tenant = try await emulator.makeTenant(named: "later", seed: .text(seed, name: "later.yaml"))
                let host = String(tenant.domain.prefix { $0 != ":" })
                let browser = try Browser(
                    http: emulator.http,
                    https: emulator.https,
                    caPath: emulator.certificateAuthorityPath,
                    hosts: [host]
                )
                let port = emulator.https.split(separator: ":").last ?? ""
                #expect(try await browser.get("https://\(host):\(port)/test").status == 200)
            }
        }
    }

    @Test("say where a name of theirs resolves, and that no client takes one that the authority may not vouch for")
    func untrusted() async throws {
        try await KeptStore.memory.with { emulator, browser in
            let seed = "version: 1\nemulator: { domain: idp.other.test }\n"
            let answer = try await make([("name", "later"), ("seed", .string(seed))], by: browser)
            let said = try #require(answer.json["names"]?.object?["idp.other.test"]?.text)
            #expect(said.contains("127.0.0.1 idp.other.test") && said.contains("understudy trust --renew"))
            let other = try Browser(
                http: emulator.http,
                https: emulator.https,
                caPath: emulator.certificateAuthorityPath,
                hosts: ["idp.other.test"]
            )
            await #expect(throws: (any Error).self) { try await other.get("https://idp.other.test/test") }
            #expect(try await browser.get(browser.at("/test")).status == 200)
        }
    }

    @Test("get nothing of the server's environment and no file of its disk")
    func strangers() async throws {
        try await KeptStore.memory.with { _, browser in
            let environment = """
                version: 1
                emulator: { keywords_from_env: [PATH] }
                users: [{ email: me@example.com, password: secret, name: "##PATH##" }]
                """
            let first = try await make([("name", "spy"), ("seed", .string(environment))], by: browser)
            #expect(first.refusal.hasPrefix("400 invalid_seed: "))
            #expect(!first.text.contains("/usr/"))
            let file = "version: 1\nrules: [{ name: r, script: /etc/passwd }]\n"
            let second = try await make([("name", "spy"), ("seed", .string(file))], by: browser)
            #expect(second.refusal.hasPrefix("400 invalid_seed: "))
        }
    }

    @Test("are not made of a seed whose keywords would fill the machine")
    func keywordBomb() async throws {
        try await KeptStore.memory.with { _, browser in
            let long = String(repeating: "y", count: 400_000)
            let bomb =
                "version: 1\nemulator: { keywords: { X: \(long) } }\n"
                + "rulesConfigs: [{ key: K, value: \"\(String(repeating: "##X##", count: 20_000))\" }]\n"
            let answer = try await make([("name", "bomb"), ("seed", .string(bomb))], by: browser)
            #expect(answer.status == 400)
            #expect(answer.text.contains("keywords make this seed larger than 16 MiB"))
        }
    }

    @Test("begin as their model began: a fork's first instant is where it was forked", arguments: KeptStore.allCases)
    func models(_ store: KeptStore) async throws {
        try await store.with { emulator, browser in
            _ = try await browser.resourceOwner()
            try await browser.advance(seconds: 3600)
            try await emulator.tenant.takeSnapshot(named: "later")
            let fork = try await emulator.fork(emulator.tenant, from: "later", as: "fork")
            try await fork.advance(by: .seconds(60))
            let answer = try await make([("name", "twin"), ("seed", "fork")], by: browser)
            #expect(answer.status == 201)
            let twin = try #require(emulator.tenants.first { $0.name == "twin" })
            #expect(twin.now == "2016-05-04T13:00:00.000Z")
            try await fork.reset()
            #expect(fork.now == "2016-05-04T13:00:00.000Z")
            let (first, second) = (try await twin.digest, try await fork.digest)
            #expect(first == second)
            // Its ids are its own: one text with the name behind it.
            #expect(answer.json["entropy"] == "test/twin")
        }
    }

    @Test("take nothing that another has given, which stays good there", arguments: KeptStore.allCases)
    func isolation(_ store: KeptStore) async throws {
        try await store.with { emulator, browser in
            let tenant = try await emulator.makeTenant(named: "b")
            let host = String(tenant.domain.prefix { $0 != ":" })
            let other = try Browser(
                http: "http://\(host):\(emulator.http.split(separator: ":").last ?? "")",
                https: emulator.https,
                caPath: emulator.certificateAuthorityPath,
                hosts: [host]
            )
            let code = try await browser.code(for: .legacy)
            let login = try await browser.resourceOwner()
            let (access, id) = (login.json["access_token"]?.text ?? "", login.json["id_token"]?.text ?? "")
            let address = "http://\(host):\(emulator.http.split(separator: ":").last ?? "")"
            let form = FormCoding.encode([
                "grant_type": "authorization_code", "code": code, "client_id": TestClient.legacy.id,
                "client_secret": TestClient.legacy.secret, "redirect_uri": TestClient.legacy.callback,
            ])
            #expect(try await other.post(address + "/oauth/token", body: form).status == 403)
            let bearer: Fields = ["Authorization": "Bearer \(access)"]
            #expect(try await other.get(address + "/userinfo", fields: bearer).status == 401)
            #expect(try await other.post(address + "/tokeninfo", form: ["id_token": id]).status != 200)
            #expect(try await browser.redeem(code, by: .legacy).status == 200)
            #expect(try await browser.userInfo(access).status == 200)
            #expect(try await browser.tokenInfo(id).status == 200)
        }
    }
}
