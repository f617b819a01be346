import NIOCore
import NIOPosix
import Testing
import Understudy
import UnderstudyTesting

@Suite("Listeners")
struct ListenersTests {
    @Test("port 0 finds free ports, and both speak at once")
    func anyFreePort() async throws {
        try await Stage.withListeners { stage in
            #expect(stage.address.http > 0 && stage.address.https > 0 && stage.address.http != stage.address.https)
            let browser = try stage.browser()
            let plain = try await browser.get(stage.http + "/a?b=c|d")
            #expect(plain.text == "http 127.0.0.1:\(stage.address.http) /a?b=c|d 0")
            let secure = try await browser.post("/a", form: ["x": "y z"])
            #expect(secure.text == "https localhost:\(stage.address.https) /a 5")
            #expect(secure.fields["Server"] == nil)
            #expect(secure.fields["Date"]?.hasSuffix(" GMT") == true)
        }
    }

    @Test("the IPv6 loopback address answers on the same ports", .enabled(if: Machine.hasIPv6Loopback))
    func ipv6() async throws {
        try await Stage.withListeners { stage in
            let browser = try stage.browser(
                http: "http://[::1]:\(stage.address.http)",
                https: "https://[::1]:\(stage.address.https)"
            )
            #expect(try await browser.get(browser.url("/", over: .http).description).status == 200)
            #expect(try await browser.get("/").status == 200)
        }
    }

    @Test("another host than the default is listened on alone", .enabled(if: Machine.hasIPv6Loopback))
    func otherHost() async throws {
        try await Stage.withListeners(host: "::1") { stage in
            let browser = try stage.browser(patience: .seconds(1))
            await #expect(throws: (any Error).self) { try await browser.get(stage.http + "/") }
        }
    }

    @Test("a taken port is an error that names it, and nothing is left open", arguments: ["127.0.0.1", "::1"])
    func taken(_ host: String) async throws {
        guard host == "127.0.0.1" || Machine.hasIPv6Loopback else { return }
        let other = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: host, port: 0)
            .get()
        let port = try #require(other.localAddress?.port)
        let free = try await Stage.withListeners { $0.address }
        await #expect(throws: AddressTaken(port: port)) {
            try await Stage.withListeners(ports: (port, free.https)) { _ in }
        }
        await #expect(throws: AddressTaken(port: port)) {
            try await Stage.withListeners(ports: (free.http, port)) { _ in }
        }
        try await other.close()
        let address = try await Stage.withListeners(ports: (free.http, free.https)) { $0.address }
        #expect(address == free)
    }

    @Test("one port can be started and stopped again and again")
    func restart() async throws {
        let ports = try await Stage.withListeners { $0.address }
        for _ in 0..<20 {
            try await Stage.withListeners(ports: (ports.http, ports.https)) { stage in
                let response = try await stage.browser().get("/")
                #expect(response.status == 200)
            }
        }
    }

    @Test("an address of another machine is an error in the system's words")
    func unavailable() async throws {
        let error = await #expect(throws: AddressUnavailable.self) {
            try await Stage.withListeners(host: "192.0.2.1") { _ in }
        }
        #expect(error?.host == "192.0.2.1")
    }

    @Test("a name made up later, below localhost, gets a certificate of its own")
    func laterName() async throws {
        try await Stage.withListeners { stage in
            let response = try await stage.browser().get("https://later.localhost:\(stage.address.https)/")
            #expect(response.text == "https later.localhost:\(stage.address.https) / 0")
        }
    }

    @Test(
        "HTTP/2 is spoken to those who offer it, also with the cookies of many applications",
        .enabled(if: Curl.exists)
    )
    func http2() async throws {
        try await Stage.withListeners { stage in
            let cookie = "com.auth0.auth.~x=" + String(repeating: "{", count: 60_000)
            let answer = try await Curl.run([
                "--http2", "--cacert", stage.authority.certificatePath, "--cookie", cookie, "--data", "12345",
                "--write-out", " HTTP/%{http_version}", stage.https + "/two",
            ])
            #expect(answer == "https localhost:\(stage.address.https) /two 5 HTTP/2")
        }
    }
}
