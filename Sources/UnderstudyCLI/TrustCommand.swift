import ArgumentParser
import Understudy

struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Make this system trust Understudy's certificate authority, or show how.",
        discussion: """
            The authority is made on this machine, once, and signs certificates for your local tenants only. As root on \
            Debian it is installed; elsewhere the command to run is shown. --print only shows.
            """
    )

    @Flag(name: .customLong("print"), help: "Show path, fingerprint and instructions; change nothing.")
    var printsOnly = false

    func run() throws {
        do { Terminal.say(try TrustReport(installing: !printsOnly).text) } catch {
            throw Failure.exit(error)
        }
    }
}
