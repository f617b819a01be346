import ArgumentParser
import Understudy

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validate seeds without serving them.",
        discussion: """
            Every complaint is printed as file:line:column, with what to write instead. Exit code 1 if there is an error; \
            warnings alone are fine unless --strict is given.

            With --at, the day is judged, too: which clients would lose which call of the old pipeline by then, counted \
            from emulator.created_at, and what the documents tell them to use instead.

              understudy check tenant.yaml
              understudy check tenant.yaml --with local.yaml
              understudy check --at 2018-02-02 tenant.yaml
            """
    )

    @Argument(help: ArgumentHelp("Seed files.", valueName: "seed"))
    var seeds: [String]

    @Option(name: .customLong("with"), help: SeedArguments.help)
    var overlays: [String] = []

    @Flag(help: "Treat warnings as errors.")
    var strict = false

    @Option(
        help: ArgumentHelp(
            "Also tell which clients stop working by that day or instant.",
            valueName: "day-or-instant"
        )
    )
    var at: String?

    func validate() throws {
        _ = try SeedArguments.paired(seeds, overlays)
        guard let at else { return }
        do { try SeedForecast.checkDay(at) } catch { throw ValidationError("--at: \(error)") }
    }

    func run() throws {
        do {
            let report = try SeedCheck(SeedArguments.paired(seeds, overlays), at: at)
            for remark in report.remarks { Terminal.say(remark) }
            if strict, report.hasWarnings { throw ExitCode(1) }
            Terminal.say(report.summary)
            if let forecast = report.forecast { Terminal.say(forecast.text) }
        } catch {
            throw Failure.exit(error)
        }
    }
}
