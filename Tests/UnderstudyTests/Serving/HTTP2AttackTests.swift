import Testing
import Understudy

/// With seconds for the one limit that is looked at, and minutes for all others: on a busy machine the test's own client
/// may take a second for its part.
@Suite("An HTTP/2 connection", .timeLimit(.minutes(1)))
struct HTTP2AttackTests {
    private static func limits(_ change: (inout ServingLimits) -> Void) -> ServingLimits {
        var limits = ServingLimits()
        limits.idle = .seconds(600)
        limits.request = .seconds(600)
        limits.stalledReader = .seconds(600)
        change(&limits)
        return limits
    }

    struct Flood: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let start: [UInt8]
        let again: [UInt8]
    }

    static let floods = [
        Flood(
            testDescription: "CONTINUATION frames without end",
            start: HTTP2Bytes.frame(1, HTTP2Bytes.get, stream: 1),
            again: HTTP2Bytes.frame(9, stream: 1)
        ),
        Flood(
            testDescription: "large CONTINUATION frames without end",
            start: HTTP2Bytes.frame(1, HTTP2Bytes.get, stream: 1),
            again: HTTP2Bytes.frame(9, [UInt8](repeating: 0, count: 16_384), stream: 1)
        ),
        Flood(
            testDescription: "empty DATA frames",
            start: HTTP2Bytes.request(1, ends: false),
            again: HTTP2Bytes.frame(0, stream: 1)
        ),
        Flood(testDescription: "PING frames", start: [], again: HTTP2Bytes.frame(6, [UInt8](repeating: 0, count: 8))),
        Flood(testDescription: "SETTINGS frames", start: [], again: HTTP2Bytes.frame(4)),
        Flood(
            testDescription: "PRIORITY frames",
            start: [],
            again: HTTP2Bytes.frame(2, [0, 0, 0, 0, 1], stream: 3)
        ),
        Flood(testDescription: "a frame of an unknown length", start: [], again: [0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1]),
        Flood(testDescription: "an unexpected frame", start: [], again: HTTP2Bytes.frame(0, [1], stream: 0)),
    ]

    @Test("that was ended for what it sent is closed, however much still arrives", arguments: floods)
    func ended(_ flood: Flood) async throws {
        try await Stage.withListeners(limits: Self.limits { $0.lingering = .seconds(4) }) { stage in
            try await RawClient.connect(to: stage) { client in
                try await client.send(flood.start)
                async let said = client.untilClosed()
                await client.flood(flood.again)
                #expect(HTTP2Bytes.types(in: await said).contains(7))
            }
        }
    }

    @Test("whose requests are all given up is closed")
    func rapidReset() async throws {
        try await Stage.withListeners(limits: Self.limits { $0.lingering = .seconds(4) }) { stage in
            try await RawClient.connect(to: stage) { client in
                async let said = client.untilClosed()
                var stream: UInt32 = 1
                while !Task.isCancelled {
                    var burst: [UInt8] = []
                    for _ in 0..<20 {
                        burst += HTTP2Bytes.request(stream) + HTTP2Bytes.frame(3, [0, 0, 0, 8], stream: stream)
                        stream += 2
                    }
                    guard (try? await client.send(burst)) != nil else { break }
                    // Other tests use the same event loops.
                    try? await Task.sleep(for: .milliseconds(1))
                }
                #expect(HTTP2Bytes.types(in: await said).contains(7))
            }
        }
    }

    struct Trickle: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let start: [UInt8]
        let pieces: [[UInt8]]
    }

    static let trickles = [
        Trickle(
            testDescription: "empty CONTINUATION frames",
            start: HTTP2Bytes.frame(1, HTTP2Bytes.get, stream: 1),
            pieces: Array(repeating: HTTP2Bytes.frame(9, stream: 1), count: 4)
        ),
        Trickle(
            testDescription: "a HEADERS frame byte by byte",
            start: [],
            pieces: HTTP2Bytes.frame(1, [UInt8](repeating: 0, count: 1000), stream: 1).map { [$0] }
        ),
        Trickle(
            testDescription: "a PING frame byte by byte",
            start: [],
            pieces: HTTP2Bytes.frame(6, [UInt8](repeating: 0, count: 8)).map { [$0] }
        ),
        Trickle(
            testDescription: "a body byte by byte",
            start: HTTP2Bytes.request(1, ends: false) + [0, 0x10, 0, 0, 1, 0, 0, 0, 1],
            pieces: Array(repeating: [0], count: 1000)
        ),
    ]

    @Test("on which something trickles is closed at the deadline of a request", arguments: trickles)
    func slow(_ trickle: Trickle) async throws {
        let limits = Self.limits {
            $0.request = .seconds(1)
            // A stream's own deadline ends a body; what is left is idle.
            $0.idle = .seconds(2)
        }
        try await Stage.withListeners(limits: limits) { stage in
            try await RawClient.connect(to: stage) { client in
                try await client.send(trickle.start)
                async let said = client.untilClosed()
                await client.trickle(trickle.pieces, every: .milliseconds(100))
                _ = await said
            }
        }
    }

    @Test("whose preface trickles is closed as an idle one")
    func preface() async throws {
        try await Stage.withListeners(limits: Self.limits { $0.idle = .seconds(1) }) { stage in
            try await RawClient.connect(to: stage, .http2) { client in
                async let said = client.untilClosed()
                await client.trickle(Array(repeating: [0], count: 3), every: .milliseconds(20))
                _ = await said
            }
        }
    }

    @Test("without requests is closed, whatever else the client keeps sending")
    func idle() async throws {
        try await Stage.withListeners(limits: Self.limits { $0.idle = .seconds(1) }) { stage in
            try await RawClient.connect(to: stage) { client in
                async let said = client.untilClosed()
                await client.flood(HTTP2Bytes.frame(6, [UInt8](repeating: 1, count: 8)), every: .milliseconds(50))
                #expect(HTTP2Bytes.types(in: await said).contains(7))
            }
        }
    }

    @Test("whose client lets no answer through is closed, however small the answer is")
    func noWindow() async throws {
        let limits = Self.limits {
            $0.stalledReader = .seconds(1)
            $0.idle = .seconds(5)
        }
        try await Stage.withListeners(limits: limits) { stage in
            // SETTINGS_INITIAL_WINDOW_SIZE is 0.
            try await RawClient.connect(to: stage, settings: [0, 4, 0, 0, 0, 0]) { client in
                try await client.send(HTTP2Bytes.request(1))
                async let said = client.untilClosed()
                await client.flood(HTTP2Bytes.frame(6, [UInt8](repeating: 1, count: 8)), every: .milliseconds(50))
                let types = HTTP2Bytes.types(in: await said)
                #expect(types.contains(1) && types.contains(3) && !types.contains(0))
            }
        }
    }

    @Test("gives its descriptor back when the client has closed its half")
    func halfClosed() async throws {
        try await Stage.withListeners(limits: Self.limits { $0.lingering = .seconds(4) }) { stage in
            try await RawClient.connect(to: stage) { client in
                try await client.send(HTTP2Bytes.request(1))
                client.closeHalf()
                // The answer that is owed comes first.
                #expect(HTTP2Bytes.types(in: await client.untilClosed()).contains(0))
            }
        }
    }
}
