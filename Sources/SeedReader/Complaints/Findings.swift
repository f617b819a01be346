/// What one reading of a seed has found so far.
///
/// Used by one reading only, never shared.
final class Findings {
    /// The seed, then its overlays: what positions are counted in.
    var sources: [SourceText]
    private(set) var complaints: [Complaint] = []
    /// How many of each severity were found beyond those that are kept.
    private(set) var omitted: [Complaint.Severity: Int] = [:]
    private(set) var hasErrors = false
    /// Root keys that belong to us, or only the deployment tool's: decides how strict we are with the seed itself (seed
    /// format F6).
    var dialect = Dialect.ownSeed
    private var counts: [Complaint.Severity: Int] = [:]
    private var notActedOn: Set<String> = []

    /// In characters; a longer line hides its own caret.
    private static let longestLineShown = 160
    /// Of each severity: nobody reads more, and a seed of one long line may have a fault for every word.
    private static let mostKept = 200

    init(sources: [SourceText]) { self.sources = sources }

    /// The seed itself.
    var source: SourceText { sources[0] }

    /// Nobody reads the thousandth complaint; what helps with it need not be looked for.
    var isTooLongToRead: Bool { !omitted.isEmpty }

    /// An overlay is ours, whatever the seed is.
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

    /// - Parameter file: whose place it is, where that is no file of the seed's own.
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

    /// Nil where the line is too long to be shown, or may hold a secret.
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

    /// A misspelt key may be a misspelt secret: what stands beside it is not repeated.
    private static func keyAlone(in line: String, at column: Int) -> String {
        let before = line.prefix(column - 1)
        guard before.allSatisfy({ " -".contains($0) }) else { return "" }
        return before + line.dropFirst(column - 1).prefix { $0 != ":" } + ": …"
    }

    /// One note for each kind of key, however many items have it (seed format F2).
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
