import NIOCore
import NIOPosix
import Testing
import Understudy
import UnderstudyTesting

/// CS-13, CS-14 and LT-14.
@Suite("A stop", .timeLimit(.minutes(1)))
struct StopTests {
    @Test("lets requests in flight finish, and refuses new ones")
    func inFlight() async throws {
        try await Stage.withListeners { stage in
            let browser = try stage.browser()
            try await withThrowingTaskGroup { tasks in
                for scheme in [WebURL.Scheme.http, .https] {
                    for _ in 0..<10 {
                        tasks.addTask { try await browser.get(browser.url("/slow", over: scheme).description).status }
                    }
                }
                try await stage.responder.isAsked(20)
                await stage.stop()
                for try await status in tasks { #expect(status == 200) }
            }
            // The free port may be another test's by now, whose server answers.
            _ = try? await browser.get("/after")
            #expect(!stage.responder.targets.contains { $0.hasSuffix("/after") })
        }
    }

    @Test("waits for no unfinished handshake and no silent client")
    func idle() async throws {
        var limits = ServingLimits()
        limits.stop = .seconds(600)
        limits.handshake = .seconds(600)
        try await Stage.withListeners(limits: limits) { stage in
            for port in [stage.address.http, stage.address.https] {
                for _ in 0..<50 {
                    _ = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                        .connect(host: "127.0.0.1", port: port).get()
                }
            }
        }
    }

    @Test("waits for no idle connection", arguments: RawClient.Kind.allCases)
    func idleConnection(_ kind: RawClient.Kind) async throws {
        var limits = ServingLimits()
        limits.stop = .seconds(600)
        limits.lingering = .seconds(600)
        try await Stage.withListeners(limits: limits) { stage in
            try await RawClient.connect(to: stage, kind) { client in
                if kind == .http2 {
                    try await client.send(HTTP2Bytes.request(1))
                } else {
                    try await client.send(Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
                }
                try await stage.responder.isAsked(1)
                await stage.stop()
                _ = await client.untilClosed()
            }
        }
    }

    @Test(
        "waits for no client that was told goodbye and stays",
        arguments: RawClient.Kind.allCases
    )
    func lingering(_ kind: RawClient.Kind) async throws {
        var limits = ServingLimits()
        limits.stop = .seconds(600)
        limits.lingering = .seconds(600)
        try await Stage.withListeners(limits: limits) { stage in
            try await RawClient.connect(to: stage, kind) { client in
                // In HTTP/2 a frame that is an error.
                try await client.send(
                    kind == .http2
                        ? HTTP2Bytes.frame(0, [1])
                        : Array("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
                )
                _ = await client.untilClosed()
                await stage.stop()
            }
        }
    }

    @Test("waits no longer than its limit, whatever is in flight")
    func limit() async throws {
        var limits = ServingLimits()
        limits.stop = .milliseconds(300)
        let clock = ContinuousClock()
        let started = try await Stage.withListeners(limits: limits) { stage in
            for scheme in [WebURL.Scheme.http, .https] {
                _ = try await DeafClient.connect(to: stage, scheme: scheme, asking: "/large")
                _ = try await DeafClient.connect(to: stage, scheme: scheme, asking: "/deaf")
            }
            try await stage.responder.isAsked(4)
            return clock.now
        }
        let taken = clock.now - started
        #expect(taken >= .milliseconds(300) && taken < .seconds(15))
    }
}
