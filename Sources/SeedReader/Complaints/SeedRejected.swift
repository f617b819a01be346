/// A seed that cannot be loaded, with every reason; nothing of it was used.
package struct SeedRejected: Error, Hashable, Sendable {
    /// By file, line and column; at least one is an error.
    package let complaints: [Complaint]

    package init(complaints: [Complaint]) { self.complaints = complaints.sorted() }
}

extension SeedRejected: CustomStringConvertible {
    /// A person reads the first twenty; programs take `complaints`.
    private static let mostShown = 20

    package var description: String {
        var lines = complaints.prefix(Self.mostShown).map(\.description)
        if complaints.count > Self.mostShown { lines.append("and \(complaints.count - Self.mostShown) more") }
        return lines.joined(separator: "\n")
    }
}
