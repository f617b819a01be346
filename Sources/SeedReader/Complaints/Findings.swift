/// What one reading of a seed has found so far.
///
/// Used by one reading only, never shared.
final class Findings {
    let source: SourceText
    private(set) var complaints: [Complaint] = []
    /// Root keys that belong to us, or only the deployment tool's: decides how strict we are (seed format F6).
    var dialect = Dialect.ownSeed
    private var notActedOn: Set<String> = []

    /// In characters; a longer line hides its own caret.
    private static let longestLineShown = 160

    init(source: SourceText) { self.source = source }

    /// Nobody reads the thousandth complaint; what helps with it need not be looked for.
    var isTooLongToRead: Bool { complaints.count > 1000 }

    var hasErrors: Bool { complaints.contains { $0.severity == .error } }

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

    /// - Parameter file: whose place it is, where that is another file than the seed.
    func report(
        _ severity: Complaint.Severity,
        _ code: Complaint.Code,
        _ message: String,
        at position: SeedPosition,
        _ path: SeedPath,
        suggestion: String? = nil,
        in file: SourceText? = nil
    ) {
        let source = file ?? source
        let whole = source.line(position.line)
        let line = code == .unknownKey ? Self.keyAlone(in: whole, at: position.column) : whole
        let isShown =
            code != .syntax && !line.isEmpty && line.count <= Self.longestLineShown
            && !SecretKeys.cover(path) && !SecretKeys.mayStand(in: line)
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
                sourceLine: isShown ? line : nil
            )
        )
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

    func place(_ position: SeedPosition) -> String { "\(source.file):\(position.line):\(position.column)" }
}

/// Whose file is read: strict where the keys are ours, lenient where another tool owns them (seed format E1, F6).
enum Dialect {
    case ownSeed
    case deployTool

    /// What is an error in our own file and only worth a warning in the deployment tool's.
    var severityOfStrangers: Complaint.Severity { self == .ownSeed ? .error : .warning }
}
