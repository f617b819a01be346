package import TenantModel
package import World

/// Writes into the tenant's log what one caller did.
package struct LogBook: Sendable {
    private let world: World
    private let caller: Caller

    package init(in world: World, of caller: Caller) {
        self.world = world
        self.caller = caller
    }

    package func note(_ kind: LogEntry.Kind, _ fill: (inout LogEntry) -> Void = { _ in }) {
        world.tenantLog.append(kind, at: world.clock.now) { entry in
            entry.address = caller.address
            entry.userAgent = caller.userAgent
            fill(&entry)
            // A rule may have said anything.
            entry.description = entry.description.map(world.directory.secrets.masked)
            entry.details = entry.details.map(world.directory.secrets.masked)
        }
    }

    /// A login, or what came of one.
    package func note(
        _ kind: LogEntry.Kind,
        _ login: Login,
        for client: Identifier<Client>,
        scope: ScopeSet? = nil,
        _ fill: (inout LogEntry) -> Void = { _ in }
    ) {
        note(kind) { entry in
            entry.client = client
            entry.user = login.user
            entry.userName = login.profile["email"]?.text ?? login.profile["name"]?.text
            entry.connection = login.connection
            entry.scope = scope?.description
            fill(&entry)
        }
    }

    /// Does the work; a refusal is written down and goes on.
    func noting<Result>(
        _ kind: LogEntry.Kind,
        _ fill: (inout LogEntry) -> Void = { _ in },
        when work: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await work()
        } catch let noted as NotedRefusal {
            throw noted.refusal
        } catch {
            // What the log is told of the login, the refusal tells the journal.
            var told = LogEntry(ordinal: 0, at: world.clock.now, kind: kind)
            fill(&told)
            let known = told.client.flatMap(world.directory.client)?.id
            let error = error.naming(client: known, user: told.user)
            // What is not emulated, or broke here, did not happen to the tenant.
            if let refusal = Self.refusal(error), !refusal.isNotEmulated, refusal.code != .serverError {
                note(kind) { entry in
                    // A grant type that nobody knows may be anything, a secret in the wrong place, too.
                    entry.description =
                        refusal.code == .unsupportedGrantType ? "Unsupported grant type" : refusal.description
                    fill(&entry)
                }
            }
            throw error
        }
    }

    private static func refusal(_ error: any Error) -> OAuthError? {
        switch error {
        case let refusal as OAuthError: refusal
        case AuthorizationRefusal.redirected(let refusal, _), AuthorizationRefusal.shown(let refusal): refusal
        default: nil
        }
    }
}

/// A refusal that the log has already, under a code of its own.
struct NotedRefusal: Error {
    let refusal: OAuthError
}
