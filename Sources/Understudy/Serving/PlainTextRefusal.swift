import Logging
import NIOCore

/// Tells a client that speaks plain HTTP to the TLS port so, in its own language, before TLS sees a byte.
final class PlainTextRefusal: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The content type of a TLS record that begins a handshake (RFC 8446 §5.1).
    private static let handshakeRecord: UInt8 = 22
    private static let answer: StaticString = """
        HTTP/1.1 400 Bad Request\r
        Content-Type: text/plain\r
        Content-Length: 30\r
        Connection: close\r
        \r
        This port speaks HTTPS (TLS).

        """

    private let logger: Logger
    private var refused = false

    init(_ logger: Logger) { self.logger = logger }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        guard !refused, let first = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) else { return }
        guard first != Self.handshakeRecord else {
            context.fireChannelRead(data)
            return context.pipeline.syncOperations.removeHandler(self, promise: nil)
        }
        refused = true
        UnreadableRequest.withoutTLS.write(to: logger)
        let answer = context.channel.allocator.buffer(staticString: Self.answer)
        context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        context.close(mode: .output, promise: nil)
    }
}
