import NIOCore
import NIOHTTP2

/// Ends an HTTP/2 connection: after `limits.idle` without a stream, when the server stops, and when the client has closed
/// its half.
///
/// It says GOAWAY once and closes when the last stream has ended. NIOHTTP2's own handler for this waits for the client to
/// acknowledge a PING, and so for ever where the client does not.
final class HTTP2Lifetime: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    private let idle: TimeAmount
    private var openStreams = 0
    private var lastStream = HTTP2StreamID.rootStream
    private var isLeaving = false
    private var idleCheck: Scheduled<Void>?
    private var context: ChannelHandlerContext?

    init(_ limits: ServingLimits) { idle = TimeAmount(limits.idle) }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        startIdleCheck(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        idleCheck?.cancel()
        self.context = nil
    }

    /// A request has begun.
    func opened(_ stream: any Channel) {
        idleCheck?.cancel()
        openStreams += 1
        lastStream = (try? stream.syncOptions?.getOption(HTTP2StreamChannelOptions.streamID)) ?? .maxID
        stream.closeFuture.assumeIsolated().whenComplete { _ in self.closed() }
    }

    private func closed() {
        openStreams -= 1
        guard openStreams == 0, let context else { return }
        guard isLeaving else { return startIdleCheck(context) }
        // Later: the stream's last frame was written, and is flushed after this.
        context.eventLoop.assumeIsolated().execute { context.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent || event as? ChannelEvent == .inputClosed { leave(context) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The handler cannot say GOAWAY a second time; without one, nothing else would end the connection.
        if isLeaving { context.close(promise: nil) }
        context.fireErrorCaught(error)
    }

    private func startIdleCheck(_ context: ChannelHandlerContext) {
        idleCheck = context.eventLoop.assumeIsolated().scheduleTask(in: idle) { self.leave(context) }
    }

    private func leave(_ context: ChannelHandlerContext) {
        guard !isLeaving else { return }
        isLeaving = true
        idleCheck?.cancel()
        let payload = HTTP2Frame.FramePayload.goAway(lastStreamID: lastStream, errorCode: .noError, opaqueData: nil)
        context.writeAndFlush(wrapOutboundOut(HTTP2Frame(streamID: .rootStream, payload: payload)), promise: nil)
        if openStreams == 0 { context.close(promise: nil) }
    }
}
