import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Makes a request's `scheme` a fact about the connection: an HTTP/2 client may write what it likes there.
final class ConnectionScheme: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let scheme: String

    init(_ scheme: String) { self.scheme = scheme }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), head.scheme != scheme else {
            return context.fireChannelRead(data)
        }
        head.scheme = scheme
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
