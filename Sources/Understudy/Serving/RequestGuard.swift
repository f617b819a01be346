import Logging
import NIOCore
import NIOHTTP1

/// Refuses the HTTP/1 requests about whose end or address two readers could disagree (RFC 9112 §3.2, §6.3, §11.2).
///
/// The decoder is strict about most of them already; `RequestFraming` states the whole rule in one place. A refusal is
/// answered 400 by the request loop, after the answers still owed, and nothing behind it on the connection is read.
///
/// It also keeps `Connection` honest, in both directions: a request is the last one if it says so in any spelling, if
/// it asks for another protocol (the decoder goes no further), or if it was answered before its body had come (reading
/// on would only serve who sends without end).
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case open
        case lastRequest
        /// Nothing more is read; `closing`: and our half closes with the answer being written.
        case deaf(closing: Bool)
    }

    private let logger: Logger
    private var state = State.open
    private var isReceiving = false
    private var answersOwed = 0
    private var keepsHTTP10Alive = false

    init(_ logger: Logger) { self.logger = logger }

    private var isDeaf: Bool {
        if case .deaf = state { true } else { false }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isDeaf { UnreadableRequest(error)?.write(to: logger) }
        context.fireErrorCaught(error)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDeaf else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): receive(head, context)
        case .body: context.fireChannelRead(data)
        case .end:
            isReceiving = false
            context.fireChannelRead(data)
            if case .lastRequest = state { state = .deaf(closing: false) }
        }
    }

    private func receive(_ received: HTTPRequestHead, _ context: ChannelHandlerContext) {
        var head: HTTPRequestHead
        do { head = try RequestFraming.checked(received) } catch {
            state = .deaf(closing: false)
            error.write(to: logger)
            // What the request loop answers 400.
            return context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
        }
        if head.headers.first(name: "Expect")?.lowercased() == "100-continue", answersOwed == 0 {
            let go = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
        }
        isReceiving = true
        answersOwed += 1
        keepsHTTP10Alive = head.version == .http1_0 && head.isKeepAlive
        if !head.isKeepAlive
            || head.headers[canonicalForm: "Connection"].contains(where: { $0.lowercased() == "upgrade" })
        {
            state = .lastRequest
            head.headers.replaceOrAdd(name: "Connection", value: "close")  // the loop knows this spelling only
        }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.code >= 200:
            if isReceiving, answersOwed == 1 { state = .deaf(closing: true) }
            switch state {
            case .lastRequest where answersOwed <= 1, .deaf where answersOwed <= 1:
                head.headers.replaceOrAdd(name: "Connection", value: "close")
            case _ where keepsHTTP10Alive:
                head.headers.replaceOrAdd(name: "Connection", value: "keep-alive")
            default: break
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            answersOwed -= 1
            context.write(data, promise: promise)
            guard case .deaf(closing: true) = state else { return }
            context.flush()
            context.close(mode: .output, promise: nil)
        case .head, .body:
            context.write(data, promise: promise)
        }
    }
}
