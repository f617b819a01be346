import NIOCore
import NIOPosix
import NIOSSL
import Testing
import Understudy

/// A connection whose bytes the test makes itself: HTTP/1.1 or HTTP/2, with TLS or without.
struct RawClient {
    enum Kind: String, CaseIterable, CustomTestStringConvertible {
        case plain = "HTTP/1.1"
        case secure = "HTTP/1.1 over TLS"
        case http2 = "HTTP/2"

        var testDescription: String { rawValue }
    }

    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private let received: NIOAsyncChannelInboundStream<ByteBuffer>

    /// Runs `body` with a connection; an HTTP/2 one has sent its preface and an empty SETTINGS frame.
    static func connect<Result: Sendable>(
        to stage: Stage,
        _ kind: Kind = .http2,
        settings: [UInt8] = [],
        _ body: (RawClient) async throws -> Result
    ) async throws -> Result {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(stage.authority.certificatePath)
        configuration.applicationProtocols = [kind == .http2 ? "h2" : "http/1.1"]
        let context = try NIOSSLContext(configuration: configuration)
        let port = kind == .plain ? stage.address.http : stage.address.https
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            // It keeps its socket open when the server closes its half: what the server does then is what is looked at.
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if kind != .plain {
                        let handler = try NIOSSLClientHandler(context: context, serverHostname: "localhost")
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            let client = RawClient(channel: channel, outbound: outbound, received: inbound)
            if kind == .http2 {
                try await client.send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + HTTP2Bytes.frame(4, settings))
            }
            return try await body(client)
        }
    }

    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    /// One piece after the other, with a pause behind each, until the server closes.
    func trickle(_ pieces: [[UInt8]], every pause: Duration) async {
        for piece in pieces {
            guard (try? await send(piece)) != nil else { return }
            try? await Task.sleep(for: pause)
        }
    }

    /// Sends again and again until the server refuses it.
    func flood(_ bytes: [UInt8], every pause: Duration = .milliseconds(1)) async {
        while !Task.isCancelled, (try? await send(bytes)) != nil { try? await Task.sleep(for: pause) }
    }

    /// What the server says until it closes its half or the connection.
    func untilClosed() async -> [UInt8] {
        var bytes: [UInt8] = []
        do { for try await chunk in received { bytes += chunk.readableBytesView } } catch {
            // A reset is a way to close.
        }
        return bytes
    }

    /// Sends FIN (after TLS's goodbye) and keeps the socket.
    func closeHalf() { channel.channel.close(mode: .output, promise: nil) }
}

/// Frames of HTTP/2 as bytes (RFC 9113 §6), right or wrong.
enum HTTP2Bytes {
    static func frame(_ type: UInt8, _ payload: [UInt8] = [], flags: UInt8 = 0, stream: UInt32 = 0) -> [UInt8] {
        let length = UInt32(payload.count)
        let head = [UInt8(length >> 16 & 0xff), UInt8(length >> 8 & 0xff), UInt8(length & 0xff), type, flags]
        return head + withUnsafeBytes(of: stream.bigEndian, Array.init) + payload
    }

    /// `GET /`, without Huffman coding and without state.
    static let get: [UInt8] =
        [0x82, 0x87, 0x84, 0x01, 0x09] + Array("localhost".utf8)

    static func request(_ stream: UInt32, ends: Bool = true) -> [UInt8] {
        frame(1, get, flags: ends ? 5 : 4, stream: stream)
    }

    /// The types of the frames in what a server sent.
    static func types(in bytes: [UInt8]) -> [UInt8] {
        var types: [UInt8] = []
        var rest = bytes[...]
        while rest.count >= 9 {
            let head = Array(rest.prefix(9))
            types.append(head[3])
            rest = rest.dropFirst(9 + (Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])))
        }
        return types
    }
}
