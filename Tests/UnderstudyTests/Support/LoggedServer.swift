import Logging
import ServiceLifecycle
import Synchronization
import Testing
import Understudy
import UnderstudyTesting

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An emulator whose log a test reads.
enum LoggedServer {
    static func with<Result>(
        _ seed: EmulatorConfiguration.Seed? = nil,
        _ log: CapturedLog,
        _ body: (Browser) async throws -> Result
    ) async throws -> Result {
        var configuration = EmulatorConfiguration(seeds: [try seed ?? TestTenant.seed()], environment: [:])
        configuration.stateDirectory =
            FileManager.default.temporaryDirectory.appending(path: "understudy-testing-log").path
        let logger = Logger(label: "test") { _ in log }
        let server = try EmulatorServer(configuration, log: logger)
        let (events, event) = AsyncThrowingStream<EmulatorServer.Ready, any Error>.makeStream()
        let group = ServiceGroup(
            configuration: .init(services: [server.listeners { event.yield(with: $0) }], logger: logger)
        )
        let serving = Task { try await group.run() }
        var iterator = events.makeAsyncIterator()
        let ready = try #require(try await iterator.next())
        let browser = try Browser(
            http: "http://127.0.0.1:\(ready.address.http)",
            https: "https://localhost:\(ready.address.https)",
            caPath: server.certificateAuthorityPath,
            hosts: ["tenant.localhost"]
        )
        let outcome = await Swift.Result { try await body(browser) }
        await group.triggerGracefulShutdown()
        try await serving.value
        return try outcome.get()
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ work: () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}

/// Keeps every event of every level, message and metadata.
final class CapturedLog: LogHandler, Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    /// Those that an operator sees by default.
    var infoLines: [String] { lines.filter { $0.hasPrefix("info ") } }

    var metadata: Logger.Metadata {
        get { [:] }
        set { kept.withLock { $0.append("\(newValue)") } }
    }

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set { kept.withLock { $0.append("\(key)=\(newValue.map { "\($0)" } ?? "")") } }
    }

    func log(event: LogEvent) {
        kept.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
    }
}
