import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Understudy
import UnderstudyTesting

/// A client that asks and then reads nothing, until told to.
struct DeafClient: Sendable {
    private let channel: any Channel
    private let count: ByteCount

    static func connect(to stage: Stage, scheme: WebURL.Scheme, asking target: String) async throws -> DeafClient {
        let port = scheme == .http ? stage.address.http : stage.address.https
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(stage.authority.certificatePath)
        let context = try NIOSSLContext(configuration: configuration)
        let count = ByteCount()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    // At the socket: what is counted is what the server got rid of.
                    try channel.pipeline.syncOperations.addHandler(count)
                    guard scheme == .https else { return }
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: "localhost")
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(string: "GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        try await channel.setOption(.autoRead, value: false).get()
        return DeafClient(channel: channel, count: count)
    }

    /// Reads again, and counts what had been sent when the server closed.
    func readToTheEnd() async throws -> Int {
        try await channel.setOption(.autoRead, value: true).get()
        try await channel.closeFuture.get()
        return count.value
    }
}

private final class ByteCount: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let bytes = Atomic(0)

    var value: Int { bytes.load(ordering: .relaxed) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes.add(unwrapInboundIn(data).readableBytes, ordering: .relaxed)
        context.fireChannelRead(data)
    }

    // A reset after the answer's beginning is what this client expects.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
