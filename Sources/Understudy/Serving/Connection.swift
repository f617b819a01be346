import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOHTTPTypes

/// One accepted connection, with the protocol it speaks or is about to agree on.
enum Connection: Sendable {
    typealias Exchanges = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
    typealias Streams = NIOHTTP2Handler.AsyncStreamMultiplexer<Exchanges>
    typealias Negotiated = NIONegotiatedHTTPVersion<Exchanges, Streams>

    case plain(HTTP1Pipeline, Exchanges)
    case secure(HTTP1Pipeline, HTTP2Pipeline, EventLoopFuture<Negotiated>)

    /// Answers its requests until it closes.
    func serve(logger: Logger) async {
        switch self {
        case .plain(let http1, let exchanges):
            await http1.handle(value: exchanges, logger: logger)
        case .secure(let http1, let http2, let negotiation):
            // A handshake that failed has closed the connection: nobody is left to tell.
            switch try? await negotiation.get() {
            case .http1_1(let exchanges): await http1.handle(value: exchanges, logger: logger)
            case .http2(let streams): await http2.handle(streams, logger: logger)
            case nil: logger.trace("No TLS session")
            }
        }
    }
}
