import NIOCore

/// First in every connection's pipeline, next to the socket: what passes here is bytes, and a close here is final.
///
/// - A connection from which nothing arrives for as long as any other limit could allow is closed, whatever the
///   handlers behind this one are waiting for.
/// - Closing begins here. What was written before it leaves first, what arrives after it is dropped unread, and the
///   descriptor goes back within `limits.lingering`, whether the client reads, closes its own half, or does neither.
/// - Once the server stops, no client is waited for beyond the bytes that are on their way to it.
final class ConnectionDoor: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let silence: TimeAmount
    private let lingering: TimeAmount
    private var lastRead = NIODeadline.now()
    private var silenceCheck: Scheduled<Void>?
    private var lingerCheck: Scheduled<Void>?
    private var isStopping = false
    /// Our half is closed, and everything that was written has left.
    private var hasSaidAll = false

    init(_ limits: ServingLimits) {
        silence = TimeAmount(limits.idle + limits.request + limits.stalledReader)
        lingering = TimeAmount(limits.lingering)
    }

    /// Closes the socket itself, with whatever waits to be written.
    static func shut(_ channel: any Channel) {
        channel.eventLoop.execute {
            guard let context = try? channel.pipeline.syncOperations.context(handlerType: ConnectionDoor.self) else {
                return channel.close(promise: nil)
            }
            context.close(promise: nil)
        }
    }

    func handlerAdded(context: ChannelHandlerContext) { watch(context, from: .now()) }

    func handlerRemoved(context: ChannelHandlerContext) {
        silenceCheck?.cancel()
        lingerCheck?.cancel()
    }

    private var isClosing: Bool { lingerCheck != nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        lastRead = .now()
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
        isStopping = true
        guard isClosing else { return context.fireUserInboundEventTriggered(event) }
        if hasSaidAll { context.close(promise: nil) }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch mode {
        case .input: context.close(mode: .input, promise: promise)
        case .output:
            linger(context)
            let closed = promise ?? context.eventLoop.makePromise()
            closed.futureResult.assumeIsolated().whenComplete { _ in
                self.hasSaidAll = true
                if self.isStopping { context.close(promise: nil) }
            }
            context.close(mode: .output, promise: closed)
        case .all:
            linger(context)
            // Behind everything that was written before; at once where nothing waits.
            let flushed = context.eventLoop.makePromise(of: Void.self)
            flushed.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: promise) }
            context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: flushed)
        }
    }

    private func linger(_ context: ChannelHandlerContext) {
        guard lingerCheck == nil else { return }
        lingerCheck = context.eventLoop.assumeIsolated().scheduleTask(in: lingering) { context.close(promise: nil) }
    }

    private func watch(_ context: ChannelHandlerContext, from start: NIODeadline) {
        silenceCheck = context.eventLoop.assumeIsolated().scheduleTask(deadline: start + silence) {
            if NIODeadline.now() >= self.lastRead + self.silence {
                context.close(promise: nil)
            } else {
                self.watch(context, from: self.lastRead)
            }
        }
    }
}
