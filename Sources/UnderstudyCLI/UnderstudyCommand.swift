import ArgumentParser

struct UnderstudyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "understudy",
        abstract: "A local, offline stand-in for an Auth0 tenant.",
        discussion: """
            Write a seed file (or take the built-in quickstart), serve it, and point your application at localhost:4443 \
            (or wherever --https-port says). Log in on a real page, get real tokens, move time on command.

              understudy serve                the quickstart tenant
              understudy serve tenant.yaml    your own
              understudy check tenant.yaml    what is wrong with a seed, and where

            Understudy is not affiliated with Auth0; "Auth0" is a trademark of its owner.
            """,
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, CheckCommand.self, TokenCommand.self, InspectCommand.self, TrustCommand.self,
            HealthCommand.self,
        ]
    )
}
