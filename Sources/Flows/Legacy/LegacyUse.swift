package import TenantModel
package import World

/// A client uses a piece of the old pipeline: whether the tenant still has it, and that it was used.
package struct LegacyUse: Sendable {
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
        let verdict = world.directory.legacy(at: world.clock.now).verdict(on: piece)
        guard let reason = verdict.reason else { return }
        count(piece, by: client, answered: false)
        throw refusal.hinting("\(piece.call): \(reason). Instead: \(piece.replacement(for: client))")
    }

    /// Counts it, and leaves a deprecation notice.
    package func count(_ piece: LegacyPiece, by client: Client, answered: Bool = true) {
        let now = world.clock.now
        guard world.migration.count(piece, by: client.id, answered: answered, at: now) else { return }
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
