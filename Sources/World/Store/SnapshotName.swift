/// A valid name of a snapshot.
package struct SnapshotName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Returns nil for an invalid name.
    ///
    /// The empty name is invalid, too: the implicit first snapshot has it.
    package init?(_ text: String) {
        guard (1...100).contains(text.count), text.utf8.count <= 400,
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0 == "/" })
        else { return nil }
        description = text
    }

    package static let rule = "a snapshot's name is 1 to 100 characters, with no / and no control character"
}
