import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOSSL
import NIOTLS

/// Builds the handlers of accepted connections and hands each connection over.
struct Pipelines: Sendable {
    private struct Stopping: Error {}

    private let http1: HTTP1Pipeline
    private let http1OverTLS: HTTP1Pipeline
    private let http2: HTTP2Pipeline
    private let tls: NIOSSLContext
    private let limits: ServingLimits
    private let registry: ConnectionRegistry
    let logger: Logger
    private let arrived: @Sendable (Connection) -> Void

    init(
        configuration: ListenerConfiguration,
        responder: @escaping HTTPChannelHandler.Responder,
        registry: ConnectionRegistry,
        logger: Logger,
        arrived: @escaping @Sendable (Connection) -> Void
    ) throws {
        limits = configuration.limits
        http1 = HTTP1Pipeline(responder: responder, limits: limits, isSecure: false)
        http1OverTLS = HTTP1Pipeline(responder: responder, limits: limits, isSecure: true)
        http2 = HTTP2Pipeline(responder: responder, limits: limits)
        tls = try NIOSSLContext(configuration: configuration.tls)
        self.registry = registry
        self.logger = logger
        self.arrived = arrived
    }

    /// A connection of the HTTP port.
    func plain(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            try open(channel)
            arrived(.plain(http1, try http1.configure(channel, logger: logger)))
        }
    }

    /// A connection of the HTTPS port.
    func secure(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            try open(channel)
            let negotiation = NIOTypedApplicationProtocolNegotiationHandler<Connection.Negotiated> { result in
                channel.eventLoop.makeCompletedFuture {
                    switch result {
                    case .negotiated("h2"): .http2(try http2.configure(channel, logger: logger))
                    case .negotiated, .fallback: .http1_1(try http1OverTLS.configure(channel, logger: logger))
                    }
                }
            }
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(PlainTextRefusal(logger))
            try pipeline.addHandler(NIOSSLServerHandler(context: tls))
            try pipeline.addHandler(HandshakeDeadline(limit: limits.handshake))
            try pipeline.addHandler(negotiation)
            arrived(.secure(http1OverTLS, http2, negotiation.protocolNegotiationResult))
        }
    }

    private func open(_ channel: any Channel) throws {
        guard registry.enrol(channel) else { throw Stopping() }
        try channel.pipeline.syncOperations.addHandler(ConnectionDoor(limits))
        try channel.pipeline.syncOperations.addHandler(StalledReader(limit: limits.stalledReader))
    }
}
