import ArgumentParser
import Understudy

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validate seeds without serving them.",
        discussion: """
            Every complaint is printed as file:line:column, with what to write instead. Exit code 1 if there is an error; \
            warnings alone are fine unless --strict is given.
            """
    )

    @Argument(help: ArgumentHelp("Seed files.", valueName: "seed"))
    var seeds: [String]

    @Flag(help: "Treat warnings as errors.")
    var strict = false

    func run() throws {
        do {
            let report = try SeedCheck(files: seeds)
            for remark in report.remarks { Terminal.say(remark) }
            if strict, report.hasWarnings { throw ExitCode(1) }
            Terminal.say(report.summary)
        } catch {
            throw Failure.exit(error)
        }
    }
}
