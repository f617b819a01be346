/// Whose file is read: strict where the keys are ours, lenient where another tool owns them (seed format E1, F6).
enum Dialect {
    case ownSeed
    case deployTool

    /// Any of these makes a file ours, and strict.
    private static let marksOfOurs: Set<String> = [
        "version", "extends", "emulator", "globalClient", "signingKeys", "users", "usersFrom", "devices", "issued",
        "sessions",
        "grants", "blacklist",
    ]

    /// Only a file whose every root key belongs to the deployment tool is read leniently (seed format E8), and one that
    /// asks for it: what came from such a file may be written down as a seed of ours (`emulator.lenient`).
    init(of root: SeedNode) {
        let isOurs = (root.entries ?? []).contains { Self.marksOfOurs.contains($0.key) }
        self = isOurs && root["emulator"]?["lenient"]?.flag != true ? .ownSeed : .deployTool
    }

    /// By the words that begin its lines, for a text that cannot be read yet.
    init(guessedFrom text: String) {
        let isOurs = text.split(whereSeparator: \.isNewline).contains { line in
            Self.marksOfOurs.contains { line.hasPrefix($0) && line.dropFirst($0.count).hasPrefix(":") }
        }
        self = isOurs ? .ownSeed : .deployTool
    }
}
