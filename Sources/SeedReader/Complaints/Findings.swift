/// Collects the complaints of one reading of a seed.
final class Findings {
    /// The texts of the seed and its overlays; `SeedPosition.file` is an index into them.
    var sources: [SourceText]
    private(set) var complaints: [Complaint] = []
    /// The number of further complaints of each severity that are not kept.
    private(set) var omitted: [Complaint.Severity: Int] = [:]
    private(set) var hasErrors = false
    /// Decides how strictly the seed itself is judged.
    var dialect = Dialect.ownSeed
    private var counts: [Complaint.Severity: Int] = [:]
    private var notActedOn: Set<String> = []

    /// Longer lines are not shown, because the caret would not stand under its column on a terminal.
    private static let longestLineShown = 160
    /// The most complaints of each severity that are kept; a bad seed may have one for every word.
    private static let mostKept = 200

    init(sources: [SourceText]) { self.sources = sources }

    /// The seed itself.
    var source: SourceText { sources[0] }

    /// True if complaints are already omitted; then costly hints are not worked out any more.
    var isTooLongToRead: Bool { !omitted.isEmpty }

    /// The dialect of the file at that position; overlays are always ours.
    func dialect(at position: SeedPosition) -> Dialect { position.file == 0 ? dialect : .ownSeed }

    /// Reports an error.
    func report(
        _ code: Complaint.Code,
        _ message: String,
        at position: SeedPosition,
        _ path: SeedPath,
        suggestion: String? = nil
    ) {
        report(.error, code, message, at: position, path, suggestion: suggestion)
    }

    /// Reports a complaint.
    ///
    /// - Parameter file: the file of the position, if it is a script or key and not one of `sources`.
    func report(
        _ severity: Complaint.Severity,
        _ code: Complaint.Code,
        _ message: String,
        at position: SeedPosition,
        _ path: SeedPath,
        suggestion: String? = nil,
        in file: SourceText? = nil
    ) {
        if severity == .error { hasErrors = true }
        counts[severity, default: 0] += 1
        guard counts[severity, default: 0] <= Self.mostKept else {
            omitted[severity, default: 0] += 1
            return
        }
        let (source, position) = (file ?? sources[position.file]).asWritten(position)
        complaints.append(
            Complaint(
                file: source.file,
                line: position.line,
                column: position.column,
                severity: severity,
                code: code,
                message: message,
                keyPath: path.description,
                suggestion: suggestion,
                sourceLine: Self.shownLine(of: source, at: position, code, path)
            )
        )
    }

    /// The line to show; nil if it is too long or may have a secret.
    private static func shownLine(
        of source: SourceText,
        at position: SeedPosition,
        _ code: Complaint.Code,
        _ path: SeedPath
    ) -> String? {
        guard code != .syntax, !SecretKeys.cover(path) else { return nil }
        let isKeyAlone = code == .unknownKey
        var line = source.line(position.line, upTo: longestLineShown * (isKeyAlone ? 10 : 1))
        if isKeyAlone { line = keyAlone(in: line, at: position.column) }
        return line.isEmpty || line.count > longestLineShown || SecretKeys.mayStand(in: line) ? nil : line
    }

    /// The line without the value, because an unknown key may be a misspelt key of a secret.
    private static func keyAlone(in line: String, at column: Int) -> String {
        let before = line.prefix(column - 1)
        guard before.allSatisfy({ " -".contains($0) }) else { return "" }
        return before + line.dropFirst(column - 1).prefix { $0 != ":" } + ": …"
    }

    /// Notes that a key is not acted on, once for each kind of key.
    func noteNotActedOn(at position: SeedPosition, _ path: SeedPath) {
        let general = path.generalized
        guard notActedOn.insert(general).inserted else { return }
        report(.note, .notActedOn, "stored but not acted on: \(general)", at: position, path)
    }

    func place(_ position: SeedPosition) -> String {
        let (source, position) = sources[position.file].asWritten(position)
        return "\(source.file):\(position.line):\(position.column)"
    }
}
