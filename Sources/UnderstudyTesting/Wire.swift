import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Bytes that came back for bytes that were sent as they are.
public struct RawAnswer: Hashable, Sendable {
    public let bytes: [UInt8]
    /// The server closed the connection; otherwise patience ended it.
    public let isClosed: Bool

    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Opens connections to the emulator.
struct Wire: Sendable {
    private let tls: NIOSSLContext
    private let patience: TimeAmount

    init(caPath: String?, patience: Duration) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let caPath { configuration.trustRoots = .file(caPath) }
        configuration.applicationProtocols = ["http/1.1"]
        configuration.shutdownTimeout = .milliseconds(200)
        tls = try NIOSSLContext(configuration: configuration)
        self.patience = TimeAmount(patience)
    }

    /// Runs `body` with a connection for one exchange after the other.
    func withExchanges<Result>(
        _ target: EmulatorPlace.Target,
        _ body: (WireConnection) async throws -> Result
    ) async throws -> Result {
        let channel = try await connect(target) { channel in
            // Real clients put `|` into a path; what a test sends is its own affair.
            try channel.pipeline.syncOperations.addHTTPClientHandlers(enableOutboundHeaderValidation: false)
            return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
                wrappingChannelSynchronously: channel
            )
        }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(
                WireConnection(
                    channel: channel.channel,
                    answers: inbound.makeAsyncIterator(),
                    requests: outbound,
                    patience: patience
                )
            )
        }
    }

    func raw(_ bytes: [UInt8], to target: EmulatorPlace.Target) async throws -> RawAnswer {
        let channel = try await connect(target) { channel in
            try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: false)
            )
        }
        return try await channel.executeThenClose { inbound, outbound in
            let limit = Patience(patience, with: channel.channel)
            defer { limit.end() }
            var received: [UInt8] = []
            do {
                try await outbound.write(ByteBuffer(bytes: bytes))
                for try await chunk in inbound { received += chunk.readableBytesView }
            } catch {
                // A reset is a way to close; what had come before it still counts.
            }
            return RawAnswer(bytes: received, isClosed: !limit.ranOut)
        }
    }

    private func connect<Wrapped: Sendable>(
        _ target: EmulatorPlace.Target,
        _ wrap: @escaping @Sendable (any Channel) throws -> Wrapped
    ) async throws -> Wrapped {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(patience)
            .connect(host: target.connectHost, port: target.connectPort) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if target.url.scheme == .https {
                        // BoringSSL refuses every certificate with an address from an authority that is limited to some
                        // addresses, so at an address the emulator has to prove that it is `localhost`.
                        let isAddress = (try? SocketAddress(ipAddress: target.url.host, port: 0)) != nil
                        let name = isAddress ? "localhost" : target.url.host
                        let handler = try NIOSSLClientHandler(context: tls, serverHostname: name)
                        try channel.pipeline.syncOperations.addHandlers(handler, ServerNameCheck(name))
                    }
                    return try wrap(channel)
                }
            }
    }
}
