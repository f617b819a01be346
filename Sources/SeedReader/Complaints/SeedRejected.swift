/// A seed that cannot be loaded, with every reason; nothing of it was used.
package struct SeedRejected: Error, Hashable, Sendable {
    /// By file, line and column; at least one is an error.
    package let complaints: [Complaint]
    /// How many more there are: a seed may have a fault for every word.
    package let omitted: Int

    package init(complaints: [Complaint], omitted: Int = 0) {
        self.complaints = complaints.sorted()
        self.omitted = omitted
    }
}

extension SeedRejected: CustomStringConvertible {
    /// A person reads the first twenty; programs take `complaints`.
    private static let mostShown = 20

    package var description: String {
        var lines = complaints.prefix(Self.mostShown).map(\.description)
        let more = max(complaints.count - Self.mostShown, 0) + omitted
        if more > 0 { lines.append("and \(more.grouped) more") }
        return lines.joined(separator: "\n")
    }
}

extension Int {
    /// With a comma before every three digits: `4,812`.
    package var grouped: String {
        let digits = String(self)
        return digits.enumerated().reduce(into: "") { text, digit in
            if digit.offset > 0, (digits.count - digit.offset).isMultiple(of: 3) { text += "," }
            text.append(digit.element)
        }
    }
}
