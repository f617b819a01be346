import ArgumentParser
import Understudy

struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Decode, verify and explain a token.",
        discussion: """
            With --seed the signature and claims are checked as that tenant would, at the seed's clock (else now). Without \
            it only the token's own times are looked at. Exit code 1 if the token is not good.

            With --port the emulator that serves there is asked for the token's trail: which rule, hook, setting or scope \
            word put each claim there, and what fixed its lifetime. Opaque tokens have a trail too.

              understudy inspect eyJ0eXAi…                    what it says
              understudy inspect eyJ0eXAi… --seed tenant.yaml whether the tenant would take it
              understudy inspect eyJ0eXAi… --port 4400        why it says so
            """
    )

    @Argument(help: "The token.")
    var token: String

    @Option(help: "The tenant's seed file.")
    var seed: String?

    @Option(help: "The port for plain HTTP of the emulator that issued it.")
    var port: UInt16?

    func run() async throws {
        do {
            if let port {
                Terminal.say(try await TokenTrailReport(of: token, from: LocalServer(port: Int(port))).text)
                // An opaque token has nothing to decode.
                guard seed != nil || token.contains(".") else { return }
            }
            let inspection = try await TokenInspection(of: token, seed: seed)
            Terminal.say(inspection.report)
            if !inspection.isGood { throw ExitCode(1) }
        } catch {
            throw Failure.exit(error)
        }
    }
}
