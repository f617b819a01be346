/// What a snapshot may be called.
package struct SnapshotName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Nil for what is no such name; the empty one is the tenant's first instant, and on no list.
    package init?(_ text: String) {
        guard (1...100).contains(text.count), text.utf8.count <= 400,
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0 == "/" })
        else { return nil }
        description = text
    }

    package static let rule = "a snapshot's name is 1 to 100 characters, with no / and no control character"
}
