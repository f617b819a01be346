import ArgumentParser
import Understudy

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Print one token without a server.",
        discussion: """
            KIND is id, access, refresh, delegation or management. An opaque token (access, refresh) printed here is known \
            to no running server; ask that server's control API (POST /_understudy/tokens) for one it knows.

              understudy token id --seed tenant.yaml --client "My App" --user ada@example.com --scope "openid profile"
              understudy token id --seed tenant.yaml --client "My App" --user ada@example.com --defect expired
              understudy token id --seed tenant.yaml --client "My App" --user ada@example.com --rules
              understudy token id --client "My App" --user ada@example.com --claims '{"https://example.com/roles": ["admin"]}'
            """
    )

    @Argument(help: "id, access, refresh, delegation or management.")
    var kind: String

    @Option(help: "The tenant's seed file; without it the built-in quickstart tenant.")
    var seed: String?

    @Option(name: .customLong("with"), help: SeedArguments.help)
    var overlays: [String] = []

    @Option(help: ArgumentHelp("The client's name or id.", valueName: "name-or-id"))
    var client: String

    @Option(help: ArgumentHelp("The user's e-mail or user_id; management tokens need none.", valueName: "email-or-id"))
    var user: String?

    @Option(help: "Scope words, separated by blanks.")
    var scope = "openid"

    @Option(help: ArgumentHelp("For delegation: the client the token is for.", valueName: "name-or-id"))
    var target: String?

    @Option(help: ArgumentHelp("Issue it at this RFC 3339 instant instead of now.", valueName: "instant"))
    var at: String?

    @Option(help: ArgumentHelp("Spoil the token: \(TokenPrinter.defects).", valueName: "name"))
    var defect: String?

    @Option(
        help: ArgumentHelp(
            "Put these claims into the token, over what it has by itself: a JSON object. Opaque tokens hold none.",
            valueName: "json"
        )
    )
    var claims: String?

    @Flag(
        help: """
            Run the tenant's rules and hooks, as at a login: the claims, scopes and lifetime that they give are in the \
            token, and what they refuse is refused. logins_count does not grow.
            """
    )
    var rules = false

    func run() async throws {
        do {
            let printer = try await TokenPrinter(seed: seed, overlays: overlays, at: at)
            Terminal.say(
                try await printer.token(
                    kind: kind,
                    client: client,
                    user: user,
                    scope: scope,
                    target: target,
                    defect: defect,
                    claims: claims,
                    runsRules: rules
                )
            )
        } catch {
            throw Failure.exit(error)
        }
    }
}
