import ArgumentParser
import Understudy

struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Make this system trust Understudy's certificate authority, or show how.",
        discussion: """
            The authority is made on this machine, once. It may vouch for localhost, every name below it, the loopback \
            addresses, and the domains of the seeds that were served or named here when it was made; for servers alone; for \
            two years. A tenant with another domain needs a new one: --renew, with its seed. As root on Debian it is \
            installed; elsewhere the command to run is shown. --print only shows.
            """
    )

    @Argument(help: ArgumentHelp("Seeds for whose domains a new authority is to vouch.", valueName: "seed"))
    var seeds: [String] = []

    @Flag(help: "Make a new authority in place of the one there is; it keeps the names that it had.")
    var renew = false

    @Flag(name: .customLong("print"), help: "Show path, fingerprint and instructions; install nothing.")
    var printsOnly = false

    func run() throws {
        do { Terminal.say(try TrustReport(installing: !printsOnly, renewing: renew, seeds: seeds).text) } catch {
            throw Failure.exit(error)
        }
    }
}
