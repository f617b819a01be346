import NIOCore
import Testing
import Understudy
import UnderstudyTesting

/// RX-05, -07, -08, -25 and -28, with limits of a fraction of a second.
@Suite("A slow client")
struct SlowClientTests {
    private static func limits(_ change: (inout ServingLimits) -> Void) -> ServingLimits {
        var limits = ServingLimits()
        change(&limits)
        return limits
    }

    @Test(
        "that does not finish its request is closed",
        arguments: [
            "G", "GET / HTTP/1.1\r\nHost: localhost\r\n",
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1",
        ]
    )
    func unfinished(_ beginning: String) async throws {
        let limits = Self.limits { $0.request = .milliseconds(150) }
        try await Stage.withListeners(limits: limits) { stage in
            let browser = try stage.browser()
            #expect(try await browser.send(raw: Array(beginning.utf8)).isClosed)
            #expect(try await browser.send(raw: Array(beginning.utf8), over: .https).isClosed)
        }
    }

    @Test("may take its time between requests")
    func pause() async throws {
        let limits = Self.limits { $0.request = .milliseconds(200) }
        try await Stage.withListeners(limits: limits) { stage in
            let browser = try stage.browser()
            try await browser.withConnection { send in
                let url = try browser.url("/")
                #expect(try await send(.init("GET", url)).status == 200)
                try await Task.sleep(for: .milliseconds(300))
                #expect(try await send(.init("GET", url)).status == 200)
            }
        }
    }

    @Test("that asks nothing is closed", arguments: [WebURL.Scheme.http, .https])
    func idle(_ scheme: WebURL.Scheme) async throws {
        let limits = Self.limits { $0.idle = .milliseconds(150) }
        try await Stage.withListeners(limits: limits) { stage in
            let answer = try await stage.browser().send(raw: [], over: scheme)
            #expect(answer.isClosed)
        }
    }

    @Test("that does not finish its TLS handshake is closed")
    func handshake() async throws {
        let limits = Self.limits { $0.handshake = .milliseconds(150) }
        try await Stage.withListeners(limits: limits) { stage in
            let browser = try stage.browser(http: "http://127.0.0.1:\(stage.address.https)")
            #expect(try await browser.send(raw: []).isClosed)
            #expect(try await browser.send(raw: [22, 3, 1, 2, 0, 1]).isClosed)
        }
    }

    @Test(
        "that reads nothing of its answer is closed",
        .timeLimit(.minutes(1)),
        arguments: [WebURL.Scheme.http, .https]
    )
    func stalledReader(_ scheme: WebURL.Scheme) async throws {
        let limits = Self.limits {
            $0.stalledReader = .milliseconds(200)
            // Out of the way: no other limit may be the one that closes.
            $0.idle = .seconds(600)
            $0.request = .seconds(600)
        }
        try await Stage.withListeners(limits: limits) { stage in
            let client = try await DeafClient.connect(to: stage, scheme: scheme, asking: "/large")
            await client.untilRefused()
        }
    }
}
