import NIOCore
import NIOPosix

/// An emulator that serves on this machine, as the other commands see it.
package struct LocalServer: Sendable {
    package struct Answer: Sendable {
        package let status: Int
        package let body: String
    }

    private let host: String
    private let port: Int

    package init(host: String = "127.0.0.1", port: Int) {
        self.host = host
        self.port = port
    }

    /// Somebody else's server may answer 200 to anything.
    package func isReady() async -> Bool {
        let answer = await get("/_understudy/health")
        return answer?.status == 200 && answer?.body == #"{"status":"ok"}"#
    }

    /// - Parameter tenant: the host name by which the tenant is asked for.
    /// - Returns: nil where nobody answers within 2 s.
    package func get(_ path: String, of tenant: String = "localhost") async -> Answer? {
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.seconds(2))
                .connect(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(IdleStateHandler(readTimeout: .seconds(2)))
                        try channel.pipeline.syncOperations.addHandler(CloseWhenIdle())
                        return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            return try await channel.executeThenClose { inbound, outbound in
                let request = "GET \(path) HTTP/1.0\r\nHost: \(tenant)\r\nConnection: close\r\n\r\n"
                try await outbound.write(ByteBuffer(string: request))
                var answer = ByteBuffer()
                for try await part in inbound where answer.readableBytes < Self.mostBytes {
                    answer.writeImmutableBuffer(part)
                }
                return Answer(String(buffer: answer))
            }
        } catch {
            return nil
        }
    }

    private static let mostBytes = 1 << 20
}

extension LocalServer.Answer {
    /// Nil for what is not HTTP.
    fileprivate init?(_ text: String) {
        let words = text.prefix(64).split(separator: " ", maxSplits: 2)
        guard words.count > 1, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
        self.status = status
        body = text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? ""
    }
}

private final class CloseWhenIdle: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
