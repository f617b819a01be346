package import TenantModel
package import World

/// Decides whether a call of the old pipeline still works, and counts the calls.
package struct LegacyGate: Sendable {
    private let world: World
    private let book: LogBook

    package init(in world: World, by caller: Caller) {
        self.world = world
        book = LogBook(in: world, of: caller)
    }

    /// Refuses the call if the tenant does not have the piece.
    ///
    /// - Parameter refusal: the endpoint's own words for that.
    /// - Throws: `refusal` with a reason and the recommended replacement.
    package func demand(
        _ piece: LegacyPiece,
        by client: Client,
        else refusal: OAuthError
    ) throws(OAuthError) {
        guard let reason = reasonToRefuse(piece, to: client) else { return }
        throw refusal.because(
            "\(piece.call): \(reason)",
            hint: "\(piece.call): \(reason). Instead: \(piece.replacement(for: client))"
        )
        .about(client: client.id)
    }

    /// Why the tenant does not have the piece, for an endpoint whose refusals are no `OAuthError`.
    ///
    /// - Returns: nil if the tenant has it.
    package func reasonToRefuse(_ piece: LegacyPiece, to client: Client) -> String? {
        let reason = world.directory.legacy(at: world.clock.now).verdict(on: piece).reason
        if reason != nil { count(piece, by: client, answered: false) }
        return reason
    }

    /// Counts a call, and writes a deprecation notice to the tenant's log, at most once an hour.
    package func count(_ piece: LegacyPiece, by client: Client, answered: Bool = true) {
        let now = world.clock.now
        let isNoticeDue = world.migration.count(piece, by: client.id, answered: answered, at: now)
        guard isNoticeDue else { return }
        // No notice for these: Auth0 announced no end of them, and reading the log with one would add to the log.
        guard piece != .selfSignedManagementToken else { return }
        book.note(.deprecation) { entry in
            entry.client = client.id
            entry.description =
                "\(piece.call) is deprecated. Instead: \(piece.replacement(for: client))"
            entry.details = ["feature": .string(piece.rawValue)]
        }
    }
}
