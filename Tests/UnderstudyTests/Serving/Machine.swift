import Foundation
import NIOCore
import NIOPosix

/// What the machine that runs the tests has.
enum Machine {
    static let hasIPv6Loopback: Bool = {
        guard
            let channel = try? ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "::1", port: 0)
                .wait()
        else { return false }
        try? channel.close().wait()
        return true
    }()
}

/// The command line client, as an independent judge of TLS and HTTP/2.
enum Curl {
    private static let path = ["/usr/bin/curl", "/usr/local/bin/curl", "/opt/homebrew/bin/curl"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    static var exists: Bool { path != nil }

    /// Standard output of a run without proxies or configuration files.
    static func run(_ arguments: [String]) async throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "")
        process.arguments = ["--disable", "--silent", "--show-error", "--max-time", "20", "--noproxy", "*"] + arguments
        let output = Pipe()
        process.standardOutput = output
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { _ in
                let data = output.fileHandleForReading.readDataToEndOfFile()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
    }
}
