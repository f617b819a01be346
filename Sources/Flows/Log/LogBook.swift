package import TenantModel
package import World

/// Writes entries about one caller into the tenant's log.
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
            // Mask secrets: these texts may come from a rule.
            entry.description = entry.description.map(world.directory.secrets.masked)
            entry.details = entry.details.map(world.directory.secrets.masked)
        }
    }

    /// Writes an entry about a login, or about tokens that came of one.
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

    /// Does the work; if it is refused, writes an entry and throws the refusal on.
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
            // Give the refusal the client and user of the entry, for the journal.
            var told = LogEntry(ordinal: 0, at: world.clock.now, kind: kind)
            fill(&told)
            let known = told.client.flatMap(world.directory.client)?.id
            let error = error.naming(client: known, user: told.user)
            // Leave out what is not emulated and what failed here: the real tenant would not log it.
            if let refusal = Self.refusal(error), !refusal.isNotEmulated, refusal.code != .serverError {
                note(kind) { entry in
                    // Do not repeat an unknown grant type: it may be a secret sent in the wrong place.
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

/// A refusal that is already in the tenant's log, under a code of its own.
struct NotedRefusal: Error {
    let refusal: OAuthError
}
