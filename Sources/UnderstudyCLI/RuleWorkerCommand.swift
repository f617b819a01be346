import ArgumentParser
import Understudy

/// What `serve` starts beside itself for a tenant's Rules; nobody types it.
struct RuleWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: RuleWorkerEntry.command,
        abstract: "Run a tenant's Rules; started by serve.",
        shouldDisplay: false
    )

    func run() { RuleWorkerEntry.main() }
}
