import TenantModel

/// A file whose users, emulator settings and keywords are added to a seed, which itself stays unchanged.
///
/// It may also be the deployment tool's configuration, of which only the keywords count. An overlay is judged strictly,
/// even beside an export of the deployment tool.
struct Overlay {
    /// The root keys and values that are added to the seed.
    private let entries: [SeedNode.Entry]
    /// The values of `##KEY##` and `@@KEY@@`.
    let keywords: [(name: String, node: SeedNode)]
    /// True for the deployment tool's configuration; variables of the environment override its keywords.
    let isConfiguration: Bool

    /// The root keys that an overlay may have.
    private static let keys = ["version", "users", "emulator", "keywords", "globalClient", "signingKeys", "devices"]

    /// Reads an overlay; nil after a complaint about the file as a whole.
    init?(_ file: Int, _ findings: Findings, _ environment: [String: String]) {
        let start = SeedPosition(line: 1, column: 1, file: file)
        guard
            let root = SeedDocument.read(
                file,
                findings,
                GivenKeywords(environment: environment),
                isOverlay: true
            ).root, let entries = root.entries, !entries.isEmpty
        else {
            let message = "an overlay is a map with users, emulator or keywords"
            findings.report(.wrongType, message, at: start, .root)
            return nil
        }
        guard !DeployToolConfiguration.isOne(root) else {
            keywords = DeployToolConfiguration.mapping(of: root, findings)
            self.entries = []
            isConfiguration = true
            return
        }
        for entry in entries where !entry.key.hasPrefix("x-") { Self.check(entry, findings) }
        var keywords: [(name: String, node: SeedNode)] = []
        for node in root["emulator"]?["keywords_from_env"]?.items ?? [] {
            guard let name = node.text, let value = environment[name] else { continue }
            keywords.append((name, SeedNode(content: .scalar(.init(text: value, isPlain: false)), position: start)))
        }
        for map in [root["emulator"]?["keywords"], root["keywords"]] {
            keywords += (map?.entries ?? []).map { ($0.key, $0.value) }
        }
        self.keywords = keywords
        self.entries = entries.filter { Self.keys.dropFirst().contains($0.key) && $0.key != "keywords" }
        isConfiguration = false
    }

    private static func check(_ entry: SeedNode.Entry, _ findings: Findings) {
        let path = SeedPath.root + entry.key
        guard keys.contains(entry.key) else {
            let listed = keys.dropFirst().joined(separator: ", ")
            let near = NearestKey.nearest(to: entry.key, among: keys)
            let hint =
                RootKeys.table[entry.key] != nil
                ? "it belongs in the seed itself; an overlay has \(listed)"
                : near.map { "nearest valid key: \"\($0)\"" } ?? "an overlay has \(listed)"
            let message = "unknown key \"\(entry.key)\" in an overlay; \(hint)"
            findings.report(.unknownKey, message, at: entry.keyPosition, path, suggestion: near)
            return
        }
        if entry.key == "version", entry.value.text != "1" {
            findings.report(.badValue, "version is not known here; valid: 1", at: entry.value.position, path)
        }
        if entry.key == "keywords", entry.value.entries == nil, !entry.value.isNull {
            let message = "expected a map, found \(entry.value.kind)"
            findings.report(.wrongType, message, at: entry.value.position, path)
        }
    }

    // MARK: Into the seed

    /// The seed with the overlay added: users and devices after the seed's own, settings in place of the seed's.
    func added(to seed: SeedNode) -> SeedNode {
        guard let own = seed.entries else { return seed }
        return SeedNode(content: .map(Self.merged(own, entries, isRoot: true)), position: seed.position)
    }

    private static func merged(
        _ own: [SeedNode.Entry],
        _ added: [SeedNode.Entry],
        isRoot: Bool = false
    ) -> [SeedNode.Entry] {
        var merged = own
        for entry in added where !entry.value.isNull {
            guard let index = merged.firstIndex(where: { $0.key == entry.key }) else {
                merged.append(entry)
                continue
            }
            switch (merged[index].value.content, entry.value.content) {
            case (.map(let own), .map(let added)): merged[index].value.content = .map(Self.merged(own, added))
            case (.list(let own), .list(let added)) where isRoot && entry.key != "signingKeys":
                merged[index].value.content = .list(own + added)
            default: merged[index] = entry
            }
        }
        return merged
    }
}

extension GivenKeywords {
    mutating func add(_ overlay: Overlay) {
        if overlay.isConfiguration {
            let names = Set(overlay.keywords.map(\.name))
            mapping = mapping.filter { !names.contains($0.name) } + overlay.keywords
        } else {
            overlays += overlay.keywords
        }
    }
}
