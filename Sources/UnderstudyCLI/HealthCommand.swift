import ArgumentParser
import Understudy

struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Exit with 0 when a server on this machine is ready (for container health checks)."
    )

    @Option(help: "The address the server listens on.")
    var host = "127.0.0.1"

    @Option(help: "The server's port for plain HTTP.")
    var port: UInt16 = 4400

    func run() async throws {
        guard await LocalServer(host: host, port: Int(port)).isReady() else {
            Terminal.complain("understudy: nothing is ready on \(host), port \(port)")
            throw ExitCode(1)
        }
        Terminal.say("ok")
    }
}
