import NIOCore
import NIOPosix
import Testing
import Understudy
import UnderstudyTesting

/// CS-13, CS-14 and LT-14.
@Suite("A stop")
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
                while stage.responder.targets.count < 20 { await Task.yield() }
                await stage.stop()
                for try await status in tasks { #expect(status == 200) }
            }
            // The free port may be another test's by now, whose server answers.
            _ = try? await browser.get("/after")
            #expect(!stage.responder.targets.contains { $0.hasSuffix("/after") })
        }
    }

    @Test("with idle connections and unfinished handshakes is quick")
    func idle() async throws {
        let clock = ContinuousClock()
        let started = try await Stage.withListeners { stage in
            for port in [stage.address.http, stage.address.https] {
                for _ in 0..<50 {
                    _ = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                        .connect(host: "127.0.0.1", port: port).get()
                }
            }
            return clock.now
        }
        #expect(clock.now - started < .seconds(1))
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
            while stage.responder.targets.count < 4 { await Task.yield() }
            return clock.now
        }
        let taken = clock.now - started
        #expect(taken >= .milliseconds(300) && taken < .seconds(5))
    }
}
