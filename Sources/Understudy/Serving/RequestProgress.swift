import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// What the request that is arriving has cost so far: time, and bytes that are not its body.
///
/// Event-loop bound.
final class RequestProgress {
    private let limits: ServingLimits
    private var deadline: Scheduled<Void>?
    private var overhead = 0

    init(_ limits: ServingLimits) { self.limits = limits }

    /// A head at its largest, and chunk framing of any sensible client; a million chunks of one byte are neither.
    var isWasteful: Bool { overhead > limits.headerListBytes + limits.framingBytes }

    func begin(_ context: ChannelHandlerContext) {
        guard deadline == nil else { return }
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.request)) {
            context.close(promise: nil)
        }
    }

    func received(_ bytes: Int) { overhead += bytes }

    func decoded(bodyBytes: Int) { overhead -= bodyBytes }

    func end() {
        deadline?.cancel()
        deadline = nil
        overhead = 0
    }
}

/// Before the HTTP/1 decoder, which shows nothing of a request until its head is whole.
final class RequestBytes: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let progress: RequestProgress
    private var isDeaf = false

    init(_ progress: RequestProgress) { self.progress = progress }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDeaf else { return }
        guard !progress.isWasteful else {
            isDeaf = true
            return context.fireErrorCaught(HTTPParserError.headerOverflow)
        }
        progress.begin(context)
        progress.received(unwrapInboundIn(data).readableBytes)
        context.fireChannelRead(data)
    }

    func handlerRemoved(context: ChannelHandlerContext) { progress.end() }
}

/// Behind the decoder.
///
/// On an HTTP/2 stream, which is born with its head, it works alone.
final class RequestParts: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let progress: RequestProgress

    init(_ progress: RequestProgress) { self.progress = progress }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: progress.begin(context)
        case .body(let bytes): progress.decoded(bodyBytes: bytes.readableBytes)
        case .end: progress.end()
        }
        context.fireChannelRead(data)
    }

    func handlerRemoved(context: ChannelHandlerContext) { progress.end() }
}
