/// A transcript is not what its golden says.
public struct GoldenMismatch: Error, Hashable, CustomStringConvertible {
    /// Below `Fixtures/Golden`.
    public let path: String
    /// The first lines that differ: `-` the golden's, `+` the transcript's.
    public let difference: String

    public var description: String {
        "Fixtures/Golden/\(path): \(difference)\n(run with UNDERSTUDY_RECORD_GOLDEN=1 to record, then read the diff)"
    }

    /// Up to three lines before the first difference, and up to six of each side from there.
    static func difference(of actual: String, to golden: String) -> String {
        // Of bytes: to `Character`, CR and LF are one, and no line break at all.
        let left = golden.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let right = actual.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let first = zip(left, right).prefix { $0.elementsEqual($1) }.count
        var lines = ["line \(first + 1) differs"]
        lines += left[max(0, first - 3)..<first].map { "  \(Substring($0))" }
        lines += left.dropFirst(first).prefix(6).map { "- \(Substring($0))" }
        lines += right.dropFirst(first).prefix(6).map { "+ \(Substring($0))" }
        return lines.joined(separator: "\n")
    }
}
