import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOHTTPTypes
import NIOHTTPTypesHTTP2

/// HTTP/2: one request loop for each stream.
///
/// Not Hummingbird's, whose header limit is fixed at 16 KiB: the cookies of a developer's `localhost` outgrow that.
struct HTTP2Pipeline: HTTPChannelHandler {
    typealias Value = Connection.Exchanges

    let responder: Responder
    let limits: ServingLimits

    func configure(_ channel: any Channel, logger: Logger) throws -> Connection.Streams {
        var configuration = NIOHTTP2Handler.Configuration()
        configuration.connection.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: 100),
            HTTP2Setting(parameter: .maxHeaderListSize, value: limits.headerListBytes),
        ]
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(HTTP2Intake(limits))
        let lifetime = NIOLoopBound(HTTP2Lifetime(limits), eventLoop: channel.eventLoop)
        let streams = try pipeline.configureAsyncHTTP2Pipeline(mode: .server, configuration: configuration) { stream in
            lifetime.value.opened(stream)
            return setup(channel: stream, logger: logger)
        }
        try pipeline.addHandler(lifetime.value)
        return streams
    }

    func setup(channel stream: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        stream.eventLoop.makeCompletedFuture {
            let pipeline = stream.pipeline.syncOperations
            try pipeline.addHandler(StalledStream(limit: limits.stalledReader))
            try pipeline.addHandler(HTTP2FramePayloadToHTTPServerCodec())
            try pipeline.addHandler(ConnectionScheme("https"))
            try pipeline.addHandler(RequestParts(RequestProgress(limits)))
            return try NIOAsyncChannel(wrappingChannelSynchronously: stream)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }

    func handle(_ streams: Connection.Streams, logger: Logger) async {
        do {
            try await withThrowingDiscardingTaskGroup { tasks in
                for try await stream in streams.inbound {
                    tasks.addTask { await handle(value: stream, logger: logger) }
                }
            }
        } catch {
            logger.debug("HTTP/2 connection ended", metadata: ["error": "\(error)"])
        }
    }
}
