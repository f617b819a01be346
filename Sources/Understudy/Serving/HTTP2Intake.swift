import NIOCore

/// Between TLS and the HTTP/2 handler, where a frame is still bytes.
///
/// - A frame, and a header block with all its CONTINUATION frames, has to be whole within `limits.request` of its first
///   byte, however its bytes trickle.
/// - When the handler has ended the connection for an error (GOAWAY with a code), nothing more reaches it: it would keep
///   every byte, because it decodes no further. The connection closes; `ConnectionDoor` says when.
final class HTTP2Intake: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let limit: TimeAmount
    private var frames = HTTP2Frames(preface: 24)
    private var frameBegan: NIODeadline?
    private var check: Scheduled<Void>?
    /// Bytes of a frame of ours that follow in writes of their own.
    private var ownPayloadLeft = 0
    private var hasFailed = false
    private var isClosing = false

    init(_ limits: ServingLimits) { limit = TimeAmount(limits.request) }

    func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasFailed else { return }
        let hasEnded = frames.read(unwrapInboundIn(data).readableBytesView)
        if frames.isBetweenFrames {
            frameBegan = nil
        } else if frameBegan == nil || hasEnded {
            frameBegan = .now()
            watch(context)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .byteBuffer(let bytes) = unwrapOutboundIn(data) { note(bytes) }
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        guard hasFailed, !isClosing else { return }
        isClosing = true
        context.close(mode: .output, promise: nil)
    }

    /// The handler begins a write with each frame, and may write the payload separately.
    private func note(_ bytes: ByteBuffer) {
        guard ownPayloadLeft == 0 else {
            ownPayloadLeft -= bytes.readableBytes
            return
        }
        let start = bytes.readerIndex
        guard let lengthAndType = bytes.getInteger(at: start, as: UInt32.self) else { return }
        let length = Int(lengthAndType >> 8)
        ownPayloadLeft = 9 + length - bytes.readableBytes
        // GOAWAY (RFC 9113 §6.8): after the frame's head the last stream, then the code.
        guard lengthAndType & 0xff == 7, let code = bytes.getInteger(at: start + 13, as: UInt32.self) else { return }
        hasFailed = code != 0
    }

    private func watch(_ context: ChannelHandlerContext) {
        guard check == nil, let frameBegan else { return }
        check = context.eventLoop.assumeIsolated().scheduleTask(deadline: frameBegan + limit) {
            self.check = nil
            guard let began = self.frameBegan else { return }
            if NIODeadline.now() >= began + self.limit {
                context.close(promise: nil)
            } else {
                self.watch(context)
            }
        }
    }
}
