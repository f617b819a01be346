/// Decides how strictly a file is judged: strictly if it is our own seed, leniently if it is an export of the
/// deployment tool.
enum Dialect {
    case ownSeed
    case deployTool

    /// Root keys that only our own seeds have.
    private static let marksOfOurs: Set<String> = [
        "version", "extends", "emulator", "globalClient", "signingKeys", "users", "usersFrom", "devices", "issued",
        "sessions",
        "grants", "blacklist",
    ]

    /// The dialect of a file: the deployment tool's if none of its root keys is ours, or if it has `emulator.lenient`.
    ///
    /// An export of a tenant that came from the deployment tool's file has `emulator.lenient`.
    init(of root: SeedNode) {
        let isOurs = (root.entries ?? []).contains { Self.marksOfOurs.contains($0.key) }
        self = isOurs && root["emulator"]?["lenient"]?.flag != true ? .ownSeed : .deployTool
    }

    /// Guesses the dialect from the words that begin the lines, for a text that cannot be parsed yet.
    init(guessedFrom text: String) {
        let isOurs = text.split(whereSeparator: \.isNewline).contains { line in
            Self.marksOfOurs.contains { line.hasPrefix($0) && line.dropFirst($0.count).hasPrefix(":") }
        }
        self = isOurs ? .ownSeed : .deployTool
    }
}
