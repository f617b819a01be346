package import Hummingbird
package import Logging
package import NIOCore
import NIOPosix
import ServiceLifecycle
package import TenantModel

/// The emulator's doors to the network: HTTP/1.1 in the clear, and HTTP/1.1 or HTTP/2 over TLS, before one responder.
///
/// This folder owns sockets, connections and their deadlines; what a request means is the responder's business.
/// Hummingbird's request loop, request and response are used as they are; its `Application` is not, because it binds
/// one address, stops without a deadline and shows no place for the checks that belong before its decoder.
///
/// All deadlines here are real, monotonic time: a frozen tenant must not freeze them.
package struct Listeners<Responder: HTTPResponder>: Service, CustomStringConvertible
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    private let configuration: ListenerConfiguration
    private let further: FurtherSockets
    private let answering: Answering<Responder>
    private let group: any EventLoopGroup
    private let logger: Logger
    private let onReady: @Sendable (BoundAddress) async -> Void

    /// Listeners that open their sockets when run.
    ///
    /// - Parameters:
    ///   - responder: answers every request, also before `onReady` has returned. A request's `scheme` is `https`
    ///     exactly when it came over TLS, and its `authority` is the one `Host` that was sent.
    ///   - further: opens more ports before the same responder while this serves.
    ///   - now: what the `Date` header says when the responder sets none.
    ///   - group: by default one event loop for each core, shared by the process.
    ///   - onReady: called once, when every socket is bound and accepting.
    package init(
        _ responder: Responder,
        configuration: ListenerConfiguration,
        further: FurtherSockets = FurtherSockets(),
        now: @escaping @Sendable () -> Timestamp,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger,
        onReady: @escaping @Sendable (BoundAddress) async -> Void
    ) {
        self.configuration = configuration
        self.further = further
        self.answering = Answering(responder: responder, date: DateHeader(now: now), logger: logger)
        self.group = group
        self.logger = logger
        self.onReady = onReady
    }

    /// Serves until a graceful shutdown or a cancellation, then lets requests in flight finish for `limits.stop`.
    ///
    /// Cancelling a graceful shutdown that has begun ends it at once.
    ///
    /// - Throws: `AddressTaken` or `AddressUnavailable`, with nothing left open; NIOSSL's errors for an unusable
    ///   certificate.
    package func run() async throws {
        let registry = ConnectionRegistry()
        let (connections, arrivals) = AsyncStream.makeStream(of: Connection.self)
        let pipelines = try Pipelines(
            configuration: configuration,
            responder: answering.answer,
            registry: registry,
            logger: logger
        ) { arrivals.yield($0) }
        let sockets = try await ListeningSockets.bind(configuration, pipelines: pipelines, group: group)

        // Not a child task: a responder deaf to its cancellation must not hold the stop beyond its limit.
        let ended = group.any().makePromise(of: Void.self)
        let serving = Task {
            await withDiscardingTaskGroup { tasks in
                for await connection in connections {
                    tasks.addTask { await connection.serve(logger: logger) }
                }
            }
            ended.succeed()
        }

        sockets.accept()
        further.begin(registry) { ports in
            var configuration = configuration
            (configuration.httpPort, configuration.httpsPort) = (ports.http, ports.https)
            return try await ListeningSockets.bind(configuration, pipelines: pipelines, group: group)
        }
        await onReady(sockets.address)
        let reason = await untilToldToStop()
        await withTaskCancellationHandler {
            await sockets.close()
            await further.end()
            await drain(registry, on: ended.futureResult.eventLoop)
        } onCancel: {
            if case .gracefulShutdown = reason { registry.drop() }
        }
        arrivals.finish()
        serving.cancel()
        await wait(for: ended.futureResult, atMost: .milliseconds(250))
    }

    /// Short, because the service group logs it, and silent about the key in the configuration.
    package var description: String { "listeners" }

    private enum StopReason {
        case gracefulShutdown
        case cancellation
    }

    private func untilToldToStop() async -> StopReason {
        do {
            try await gracefulShutdown()
            return .gracefulShutdown
        } catch {
            return .cancellation
        }
    }

    /// Closes idle connections now, busy ones after their answer, and whatever is left at the limit.
    private func drain(_ registry: ConnectionRegistry, on loop: any EventLoop) async {
        let emptied = registry.emptied(on: loop)
        registry.quiesce()
        await wait(for: emptied, atMost: configuration.limits.stop)
        guard registry.count > 0 else { return }
        logger.debug("Closing connections that did not finish in time", metadata: ["count": "\(registry.count)"])
        registry.drop()
        await wait(for: emptied, atMost: .milliseconds(250))
    }

    /// Waits on the event loop's clock, because `Task.sleep` returns at once in a cancelled task.
    private func wait(for future: EventLoopFuture<Void>, atMost limit: Duration) async {
        let either = future.eventLoop.makePromise(of: Void.self)
        let deadline = future.eventLoop.scheduleTask(in: TimeAmount(limit)) { either.succeed() }
        future.whenComplete { _ in
            deadline.cancel()
            either.succeed()
        }
        try? await either.futureResult.get()
    }
}
