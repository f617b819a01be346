import NIOCore

/// Closes a connection whose client takes nothing of an answer that waits for it.
final class StalledReader: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any
    typealias InboundOut = Any

    private let limit: TimeAmount
    private var deadline: Scheduled<Void>?

    init(limit: Duration) { self.limit = TimeAmount(limit) }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            deadline?.cancel()
            deadline = nil
        } else if deadline == nil {
            let channel = context.channel
            deadline = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { ConnectionDoor.shut(channel) }
        }
        context.fireChannelWritabilityChanged()
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }
}

/// Closes an HTTP/2 stream when nothing of its answer leaves for a while, however small the answer is: the client decides
/// how much may be sent, and it may say 0.
final class StalledStream: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = Any
    typealias OutboundOut = Any

    private let limit: TimeAmount
    private var waiting = 0
    private var lastProgress = NIODeadline.now()
    private var check: Scheduled<Void>?

    init(limit: Duration) { self.limit = TimeAmount(limit) }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if waiting == 0 { lastProgress = .now() }
        waiting += 1
        let written = promise ?? context.eventLoop.makePromise()
        written.futureResult.assumeIsolated().whenComplete { _ in
            self.waiting -= 1
            self.lastProgress = .now()
        }
        context.write(data, promise: written)
        watch(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    private func watch(_ context: ChannelHandlerContext) {
        guard check == nil, waiting > 0 else { return }
        check = context.eventLoop.assumeIsolated().scheduleTask(deadline: lastProgress + limit) {
            self.check = nil
            if self.waiting > 0, NIODeadline.now() >= self.lastProgress + self.limit {
                context.close(promise: nil)
            } else {
                self.watch(context)
            }
        }
    }
}
