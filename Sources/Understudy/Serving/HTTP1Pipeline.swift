import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// HTTP/1.1: the decoder between our own checks, then Hummingbird's request loop.
struct HTTP1Pipeline: HTTPChannelHandler {
    typealias Value = Connection.Exchanges

    let responder: Responder
    let limits: ServingLimits
    let isSecure: Bool

    func configure(_ channel: any Channel, logger: Logger) throws -> Value {
        var decoder = NIOHTTPDecoderLimitConfiguration()
        decoder.maxHeaderFieldSize = limits.headerFieldBytes
        decoder.maxHeaderListSize = limits.headerListBytes
        decoder.maxHeaderFieldCount = limits.headerFields
        let progress = RequestProgress(limits)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(RequestBytes(progress))
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false,  // the request loop answers in order, and reads ahead only a little
            withErrorHandling: false,  // the request loop answers 400
            withOutboundHeaderValidation: false,  // done by the header type
            withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: decoder
        )
        try pipeline.addHandler(RequestGuard(logger))
        try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: isSecure))
        try pipeline.addHandler(RequestParts(progress))
        try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: limits.idle, logger: logger))
        return try NIOAsyncChannel(
            wrappingChannelSynchronously: channel,
            configuration: .init(isOutboundHalfClosureEnabled: true)
        )
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture { try configure(channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }
}
