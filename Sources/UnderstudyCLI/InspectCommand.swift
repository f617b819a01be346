import ArgumentParser
import Understudy

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Decode, verify and explain a token.",
        discussion: """
            With --seed the signature and claims are checked as that tenant would, at the seed's clock (else now). Without \
            it only the token's own times are looked at. Exit code 1 if the token is not good.
            """
    )

    @Argument(help: "The token.")
    var token: String

    @Option(help: "The tenant's seed file.")
    var seed: String?

    func run() throws {
        do {
            let inspection = try TokenInspection(of: token, seed: seed)
            Terminal.say(inspection.report)
            if !inspection.isGood { throw ExitCode(1) }
        } catch {
            throw Failure.exit(error)
        }
    }
}
