/// A seed was refused; the error has all complaints about it.
package struct SeedRejected: Error, Hashable, Sendable {
    /// The complaints by file, line and column; at least one is an error.
    package let complaints: [Complaint]
    /// The number of further complaints that are not listed.
    package let omitted: Int

    package init(complaints: [Complaint], omitted: Int = 0) {
        self.complaints = complaints.sorted()
        self.omitted = omitted
    }
}

extension SeedRejected: CustomStringConvertible {
    /// The description has at most twenty complaints; programs read `complaints`.
    private static let mostShown = 20

    package var description: String {
        var lines = complaints.prefix(Self.mostShown).map(\.description)
        let more = max(complaints.count - Self.mostShown, 0) + omitted
        if more > 0 { lines.append("and \(more.grouped) more") }
        return lines.joined(separator: "\n")
    }
}

extension Int {
    /// The number with a comma before every three digits: `4,812`.
    package var grouped: String {
        let digits = String(self)
        return digits.enumerated().reduce(into: "") { text, digit in
            if digit.offset > 0, (digits.count - digit.offset).isMultiple(of: 3) { text += "," }
            text.append(digit.element)
        }
    }
}
