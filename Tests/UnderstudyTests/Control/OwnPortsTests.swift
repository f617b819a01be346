import Foundation
import NIOCore
import NIOPosix
import TenantModel
import Testing
import Understudy
import UnderstudyTesting

@Suite("A tenant with ports of its own", .tags(.endToEnd))
struct OwnPortsTests {
    private func browser(of tenant: EmulatedTenant, of emulator: Emulator) throws -> Browser {
        try Browser(http: tenant.http, https: tenant.https, caPath: emulator.certificateAuthorityPath)
    }

    private func port(_ address: String) throws -> Int { try #require(Int(address.split(separator: ":").last ?? "")) }

    @Test("answers at localhost over HTTP and HTTPS, and that is its domain and issuer", arguments: KeptStore.allCases)
    func address(_ store: KeptStore) async throws {
        try await store.with { emulator, browser in
            let answer = try await browser.control("POST", "/tenants", #"{"name":"b","port":0}"#)
            #expect(answer.status == 201)
            let tenant = try #require(emulator.tenants.first { $0.name == "b" })
            let (http, https) = (try port(tenant.http), try port(tenant.https))
            #expect(
                answer.json["http"]?.text == "http://localhost:\(http)" && tenant.http == "http://localhost:\(http)"
            )
            #expect(answer.json["https"]?.text == "https://localhost:\(https)")
            #expect(answer.json["domain"]?.text == "localhost:\(https)")
            #expect(answer.json["issuer"]?.text == "https://localhost:\(https)/")
            #expect(answer.json["names"]?.object?["localhost"] == "everywhere")
            let own = try self.browser(of: tenant, of: emulator)
            for address in [tenant.http, tenant.https] {
                let discovery = try await own.get(address + "/.well-known/openid-configuration")
                #expect(discovery.json["issuer"]?.text == "https://localhost:\(https)/")
            }
            // The first tenant is still who it was.
            let first = try await browser.get(browser.at("/.well-known/openid-configuration"))
            #expect(first.json["issuer"]?.text == emulator.tenant.issuer)
        }
    }

    @Test("is asked there by every name of this machine, and by no other")
    func hosts() async throws {
        try await KeptStore.memory.with { emulator, _ in
            let seed = "version: 1\nemulator: { domain: idp.acme.test }\nclients: []\n"
            _ = try await emulator.makeTenant(named: "c", seed: .text(seed, name: "c.yaml"))
            let tenant = try await emulator.makeTenant(named: "b", port: 0)
            let own = try browser(of: tenant, of: emulator)
            let issuer = "\"issuer\":\"\(tenant.issuer)\""
            for (host, status) in [
                ("localhost", 200), ("LOCALHOST:1", 200), ("127.0.0.1", 200), ("[::1]:80", 200), ("b.localhost", 200),
                ("c.localhost", 200), ("tenant.localhost", 200), ("idp.acme.test", 421), ("evil.example", 421),
                ("localhost.evil.example", 421), ("evillocalhost", 421),
            ] {
                for scheme in [WebURL.Scheme.http, .https] {
                    let request =
                        "GET /.well-known/openid-configuration HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n"
                    let answer = try await own.send(raw: Array(request.utf8), over: scheme)
                    #expect(answer.text.hasPrefix("HTTP/1.1 \(status) "), "\(host)")
                    #expect(answer.text.contains(issuer) == (status == 200), "\(host)")
                }
            }
        }
    }

    @Test("is also at NAME.localhost on the shared ports")
    func sharedPorts() async throws {
        try await KeptStore.memory.with { emulator, browser in
            let tenant = try await emulator.makeTenant(named: "b", port: 0)
            let shared = try Browser(
                http: emulator.http,
                https: emulator.https,
                caPath: emulator.certificateAuthorityPath,
                hosts: ["b.localhost"]
            )
            let address = "https://b.localhost:\(try port(emulator.https))/.well-known/openid-configuration"
            #expect(try await shared.get(address).json["issuer"]?.text == tenant.issuer)
        }
    }

    @Test("is not made where a port is taken, and nothing of it is left", arguments: KeptStore.allCases)
    func taken(_ store: KeptStore) async throws {
        try await store.with { emulator, browser in
            let other = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: "127.0.0.1", port: 0).get()
            let taken = try #require(other.localAddress?.port)
            for order in [#"{"name":"b","port":\#(taken)}"#, #"{"name":"b","port":0,"https_port":\#(taken)}"#] {
                let answer = try await browser.control("POST", "/tenants", order)
                #expect(
                    answer.refusal == "409 conflict: Port \(taken) is in use; give another one, or 0 for any free port"
                )
            }
            #expect(emulator.tenants.count == 1)
            try await other.close()
            #expect(try await browser.control("POST", "/tenants", #"{"name":"b","port":\#(taken)}"#).status == 201)
            #expect(emulator.tenants[1].http == "http://localhost:\(taken)")
        }
    }

    @Test(
        "is not made of what is no address",
        arguments: [
            #""port":-1"#, #""port":65536"#, #""port":"0""#, #""port":1.5"#, #""port":true"#,
            #""port":4500,"https_port":4500"#, #""issuer":"""#, #""issuer":"tenant.example""#, #""issuer":7"#,
            #""issuer":"https://*.example/""#, #""issuer":"ftp://tenant.example/""#, #""issuer":"https://""#,
        ]
    )
    func refused(_ members: String) async throws {
        try await KeptStore.memory.with { emulator, browser in
            let answer = try await browser.control("POST", "/tenants", #"{"name":"b",\#(members)}"#)
            #expect(answer.refusal.hasPrefix("400 invalid_request: "), "\(answer.refusal)")
            #expect(emulator.tenants.count == 1)
        }
    }

    @Test("gives its ports back when it is deleted, and answers nobody who is still connected")
    func deleted() async throws {
        try await KeptStore.memory.with { emulator, browser in
            let tenant = try await emulator.makeTenant(named: "b", port: 0)
            let (http, own) = (try port(tenant.http), try self.browser(of: tenant, of: emulator))
            #expect(try await own.get(tenant.http + "/test").status == 200)
            #expect(try await browser.control("DELETE", "/tenants/b").status == 204)
            await #expect(throws: (any Error).self) { try await own.get(tenant.http + "/test") }
            let again = try await emulator.makeTenant(named: "d", port: http)
            #expect(again.http == tenant.http)
        }
    }

    @Test("may have an issuer that holds no port, and so may every tenant", arguments: [nil, 0])
    func issuer(_ port: Int?) async throws {
        try await KeptStore.memory.with { emulator, _ in
            let tenant = try await emulator.makeTenant(named: "b", port: port, issuer: "https://tenant.example/")
            #expect(tenant.issuer == "https://tenant.example/")
            let token = try await tenant.mint(client: TestClient.legacy.id, user: "ada@example.com")
            let payload = try #require(token.split(separator: ".").dropFirst().first)
            let padded = payload.replacing("-", with: "+").replacing("_", with: "/")
            let json = try #require(
                Data(base64Encoded: padded + String(repeating: "=", count: (4 - padded.count % 4) % 4))
            )
            #expect(String(decoding: json, as: UTF8.self).contains(#""iss":"https://tenant.example/""#))
        }
    }

    @Test("has an issuer that no other tenant has, or each would take the other's tokens")
    func sameIssuer() async throws {
        try await KeptStore.memory.with { emulator, browser in
            for issuer in [emulator.tenant.issuer, "https://tenant.example/"] {
                let order = #"{"name":"b","issuer":"\#(issuer)"}"#
                if issuer != emulator.tenant.issuer {
                    _ = try await emulator.makeTenant(named: "a", issuer: issuer)
                }
                let answer = try await browser.control("POST", "/tenants", order)
                #expect(
                    answer.refusal.hasPrefix("409 conflict: \(issuer) is the issuer of the tenant"),
                    "\(answer.refusal)"
                )
            }
            #expect(emulator.tenants.map(\.name).contains("b") == false)
        }
    }

    @Test("can be a fork, too")
    func fork() async throws {
        try await KeptStore.memory.with { emulator, browser in
            try await emulator.tenant.takeSnapshot(named: "s")
            let answer = try await browser.control("POST", "/snapshots/s/fork", #"{"name":"b","port":0}"#)
            #expect(answer.status == 201)
            #expect(answer.json["https"]?.text?.hasPrefix("https://localhost:") == true)
            let fork = try await emulator.fork(
                emulator.tenant,
                from: "s",
                as: "c",
                port: 0,
                issuer: "https://c.example/"
            )
            #expect(fork.issuer == "https://c.example/" && fork.http.hasPrefix("http://localhost:"))
            let (first, second) = (try await fork.digest, try await emulator.tenant.digest)
            #expect(first == second)
        }
    }

    @Test("has the same ports after a restart; where one is taken by then, it keeps its issuer")
    func kept() async throws {
        try await withTemporaryDirectory { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            var configuration = EmulatorConfiguration(seeds: [try TestTenant.seed()])
            configuration.store = .file(folder + "/state.db")
            let ports = try await withUnderstudy(configuration) { emulator, _ in
                let tenant = try await emulator.makeTenant(named: "b", port: 0)
                return [tenant.http, tenant.https, tenant.issuer]
            }
            try await withUnderstudy(configuration) { emulator, _ in
                let tenant = try #require(emulator.tenants.first { $0.name == "b" })
                #expect([tenant.http, tenant.https, tenant.issuer] == ports)
                #expect(try await browser(of: tenant, of: emulator).get(tenant.http + "/test").status == 200)
            }
            let other = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: "127.0.0.1", port: port(ports[0])).get()
            try await withUnderstudy(configuration) { emulator, _ in
                let tenant = try #require(emulator.tenants.first { $0.name == "b" })
                #expect(tenant.issuer == ports[2])
                #expect(tenant.http == "http://b.localhost:\(try port(emulator.http))")
            }
            try await other.close()
        }
    }
}
