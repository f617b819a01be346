import Logging
import NIOCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Lets a listening socket rest when the system has no descriptor or memory for another connection.
///
/// The waiting connection keeps the socket readable: without a rest the event loop would try again at once, for ever.
/// NIO's `AcceptBackoffHandler` holds back `read` alone, which does not take the socket out of the event loop after an
/// error.
final class AcceptRest: ChannelInboundHandler {
    typealias InboundIn = any Channel

    /// A crowd that stays is told about now and then, not four times a second.
    private static let silence = TimeAmount.seconds(60)

    private let rest: TimeAmount
    private let logger: Logger
    private var lastTold: NIODeadline?
    private var end: Scheduled<Void>?

    init(_ rest: Duration, logger: Logger) {
        self.rest = TimeAmount(rest)
        self.logger = logger
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A client that went away while it waited says nothing about the next one.
        guard let error = error as? IOError, error.errnoCode != ECONNABORTED else { return }
        tell(error)
        let channel = context.channel
        try? channel.syncOptions?.setOption(.autoRead, value: false)
        end?.cancel()
        end = context.eventLoop.assumeIsolated().scheduleTask(in: rest) {
            try? channel.syncOptions?.setOption(.autoRead, value: true)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { end?.cancel() }

    private func tell(_ error: IOError) {
        let now = NIODeadline.now()
        if let lastTold, now < lastTold + Self.silence { return }
        lastTold = now
        logger.warning(
            "No connection can be accepted for now; the server goes on when others have closed",
            metadata: ["reason": "\(String(cString: strerror(error.errnoCode)))"]
        )
    }
}
