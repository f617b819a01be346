import NIOCore
import NIOPosix
import NIOSSL
import Understudy
import UnderstudyTesting

/// A client that asks and then reads nothing.
struct DeafClient: Sendable {
    private let channel: any Channel

    static func connect(to stage: Stage, scheme: WebURL.Scheme, asking target: String) async throws -> DeafClient {
        let port = scheme == .http ? stage.address.http : stage.address.https
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(stage.authority.certificatePath)
        let context = try NIOSSLContext(configuration: configuration)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            // From the first byte on, or a slow machine lets it read the whole answer; TLS must read to shake hands.
            .channelOption(.autoRead, value: scheme == .https)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard scheme == .https else { return }
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: "localhost")
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(string: "GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        try await channel.setOption(.autoRead, value: false).get()
        return DeafClient(channel: channel)
    }

    /// Returns when the server has closed: it shows when more is sent to it, and in no other way to one who never
    /// reads.
    func untilRefused() async {
        while (try? await channel.writeAndFlush(ByteBuffer(string: "\r\n"))) != nil {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }
}
