import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import TenantModel
import Understudy
import UnderstudyTesting

/// Listeners before a small responder, for as long as a closure runs.
struct Stage: Sendable {
    let address: BoundAddress
    let authority: LocalAuthority
    let responder: EchoResponder
    private let group: ServiceGroup

    var http: String { "http://127.0.0.1:\(address.http)" }
    var https: String { "https://localhost:\(address.https)" }

    func browser(http: String? = nil, https: String? = nil, patience: Duration = .seconds(30)) throws -> Browser {
        try Browser(
            http: http ?? self.http,
            https: https ?? self.https,
            caPath: authority.certificatePath,
            patience: patience
        )
    }

    /// What `SIGTERM` does.
    func stop() async { await group.triggerGracefulShutdown() }

    static func withListeners<Result: Sendable>(
        host: String = "127.0.0.1",
        ports: (http: Int, https: Int) = (0, 0),
        limits: ServingLimits = ServingLimits(),
        log: any LogHandler = SwiftLogNoOpLogHandler(),
        _ body: @escaping @Sendable (Stage) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryDirectory { directory in
            let authority = try LocalAuthority.open(in: directory, at: .real)
            let responder = EchoResponder()
            let (readiness, ready) = AsyncStream.makeStream(of: BoundAddress.self)
            let listeners = Listeners(
                responder,
                configuration: ListenerConfiguration(
                    host: host,
                    httpPort: ports.http,
                    httpsPort: ports.https,
                    tls: try authority.leaf(for: ["known.localhost"], at: .real),
                    limits: limits
                ),
                now: { .real },
                logger: Logger(label: "test") { _ in log }
            ) { ready.yield($0) }
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let group = ServiceGroup(configuration: .init(services: [listeners], logger: logger))
            async let running: Void = {
                defer { ready.finish() }
                try await group.run()
            }()
            guard let address = await readiness.first(where: { _ in true }) else {
                try await running
                throw CancellationError()
            }
            let stage = Stage(address: address, authority: authority, responder: responder, group: group)
            do {
                let result = try await body(stage)
                await stage.stop()
                try await running
                return result
            } catch {
                await stage.stop()
                throw error
            }
        }
    }
}

/// Answers with what it was asked; some paths misbehave.
final class EchoResponder: HTTPResponder, Sendable {
    typealias Context = BasicRequestContext

    private let asked = Mutex([String]())

    /// Targets in the order in which they were asked.
    var targets: [String] { asked.withLock { $0 } }

    /// Returns once it was asked so many times; a test's time limit ends the wait.
    func isAsked(_ times: Int) async throws {
        while targets.count < times { try await Task.sleep(for: .milliseconds(2)) }
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        let target = request.head.path ?? ""
        asked.withLock { $0.append(target) }
        switch request.uri.path {
        case "/large":  // larger than what sockets buffer
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(repeating: 0x61, count: 32 << 20)))
        case "/slow":
            try await Task.sleep(for: .milliseconds(200))
        case "/deaf":
            // Not even cancellation wakes it.
            let loop = MultiThreadedEventLoopGroup.singleton.any()
            try await loop.scheduleTask(in: .seconds(20)) {}.futureResult.get()
        case "/unread":
            return Response(status: .contentTooLarge)
        default: break
        }
        let body = try await request.body.collect(upTo: 4 << 20)
        let text = "\(request.head.scheme ?? "-") \(request.head.authority ?? "-") \(target) \(body.readableBytes)"
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain"],
            body: .init(byteBuffer: .init(string: text))
        )
    }
}

extension Timestamp {
    static var real: Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) ?? .latest
    }
}

func withTemporaryDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("understudy-" + UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await body(directory.path)
}
