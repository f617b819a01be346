package import TenantModel
package import World

/// Where clients come to a piece of the old pipeline: lets them through while the tenant has it, and counts them.
package struct LegacyGate: Sendable {
    private let world: World
    private let book: LogBook

    package init(in world: World, by caller: Caller) {
        self.world = world
        book = LogBook(in: world, of: caller)
    }

    /// - Parameter refusal: what this place says where the tenant does not have the piece.
    /// - Throws: `refusal`.
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

    /// For a place whose refusals are of another dialect.
    ///
    /// - Returns: nil where the tenant has the piece.
    package func reasonToRefuse(_ piece: LegacyPiece, to client: Client) -> String? {
        let reason = world.directory.legacy(at: world.clock.now).verdict(on: piece).reason
        if reason != nil { count(piece, by: client, answered: false) }
        return reason
    }

    /// Counts it, and leaves a deprecation notice.
    package func count(_ piece: LegacyPiece, by client: Client, answered: Bool = true) {
        let now = world.clock.now
        let isNoticeDue = world.migration.count(piece, by: client.id, answered: answered, at: now)
        guard isNoticeDue else { return }
        // Nobody announced their end, and whoever reads the log with one would be writing into it.
        guard piece != .selfSignedManagementToken else { return }
        book.note(.deprecation) { entry in
            entry.client = client.id
            entry.description =
                "\(piece.call) is deprecated. Instead: \(piece.replacement(for: client))"
            entry.details = ["feature": .string(piece.rawValue)]
        }
    }
}
