import ArgumentParser
import Dispatch
import Understudy

/// Where the executable starts: as the command that was typed, or as the worker that `serve` starts beside itself.
@main
enum Program {
    static func main() {
        // Not a subcommand: an asynchronous one begins on a thread of the pool, whose stack is short for JavaScript,
        // with an event loop whose descriptors the worker would close.
        guard CommandLine.arguments.dropFirst().first != RuleWorkerEntry.command else { return RuleWorkerEntry.main() }
        OwnExecutable.runsRules()
        Task {
            await UnderstudyCommand.main()
            UnderstudyCommand.exit()
        }
        dispatchMain()
    }
}
