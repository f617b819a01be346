import NIOCore

/// First in every connection's pipeline, next to the socket: what passes here is bytes, and a close here is final.
///
/// - A connection from which nothing arrives for as long as any other limit could allow is closed, whatever the
///   handlers behind this one are waiting for.
/// - After our half was closed (the last answer is out) the client has `limits.lingering` to close its own.
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

    init(_ limits: ServingLimits) {
        silence = TimeAmount(limits.idle + limits.request + limits.stalledReader)
        lingering = TimeAmount(limits.lingering)
    }

    /// Closes the socket itself: a TLS handler would first wait for the peer's goodbye.
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

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastRead = .now()
        context.fireChannelRead(data)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output, lingerCheck == nil {
            lingerCheck = context.eventLoop.assumeIsolated().scheduleTask(in: lingering) {
                context.close(promise: nil)
            }
        }
        context.close(mode: mode, promise: promise)
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
