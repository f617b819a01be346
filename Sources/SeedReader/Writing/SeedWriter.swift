package import TenantModel

/// Writes a seed: the reverse of `SeedReader`.
///
/// The result is complete: nothing is left to be derived from names, or to depend on the clock or the machine. Reading
/// it gives the same seed again. The `document` of each noun is in a file of its own; `YAMLWriter` and `YAMLScalar`
/// turn a document into YAML.
package struct SeedWriter {
    /// The seed as a document with a fixed order of keys.
    ///
    /// It has `emulator.lenient` if a strict reading would refuse it, because it came from the deployment tool's files,
    /// or because it refers to a client that has been deleted. It has `emulator.keywords: false` if a text in it looks
    /// like a keyword.
    package static func document(of seed: TenantSeed) -> JSONObject {
        var writer = SeedWriter(seed)
        let document = writer.document()
        guard asksForLeniency(document) else { return document }
        writer.isLenient = true
        return writer.document()
    }

    /// A document as block YAML, which people can read and edit.
    package static func yaml(of document: JSONObject) -> String { YAMLWriter.text(of: document) }

    private let seed: TenantSeed
    private let names: SeedNames
    private var isLenient = false

    private init(_ seed: TenantSeed) {
        self.seed = seed
        names = SeedNames(of: seed)
    }

    private func document() -> JSONObject {
        var document = JSONObject(given: ["version": 1, "emulator": .object(JSONObject())])
        document.merge(nouns.merging(seed.kept))
        var emulator = seed.emulator.document(names)
        let hasKeywords =
            JSONValue.object(emulator).looksLikeKeywords || JSONValue.object(document).looksLikeKeywords
        if hasKeywords { emulator["keywords"] = false }
        if isLenient { emulator["lenient"] = true }
        document["emulator"] = .object(emulator)
        return document
    }

    private var nouns: JSONObject {
        let policies = Dictionary(seed.clients.map { ($0.id, $0.refreshTokens) }) { first, _ in first }
        let (databases, others) = (seed.connections.filter(\.isDatabase), seed.connections.filter { !$0.isDatabase })
        let configuration = seed.ruleConfiguration.sorted { $0.key < $1.key }
        return JSONObject(given: [
            "tenant": .object(seed.settings.document),
            "globalClient": .object(seed.globalClient.globalDocument),
            "signingKeys": .documents(seed.signingKeys.map(\.document)),
            "clients": .given(seed.clients.map { $0.document(names) }),
            // Written even if it is empty, because a seed without this key gets a default database.
            "databases": .documents(databases.map { $0.document(names) }),
            "connections": .given(others.map { $0.document(names) }),
            "rulesConfigs": .given(configuration.map { ["key": .string($0.key), "value": .string($0.value)] }),
            "rules": .given(seed.rules.map(\.document)),
            "users": .given(seed.users.map { $0.document(names) }),
            "devices": .given(seed.devices.map { $0.document(names, policies[$0.client]) }),
            "issued": .given(seed.issued.record),
        ])
    }

    /// True if a strict reading refuses the document.
    private static func asksForLeniency(_ document: JSONObject) -> Bool {
        let reader = SeedReader()
        do {
            _ = try reader.read(text: document.serializedText, named: "seed.json", now: .earliest)
            return false
        } catch {
            // The tenant runs with it, so the export must not be refused for it.
            return true
        }
    }
}

extension JSONValue {
    /// True if a text in it contains the marker of a keyword.
    fileprivate var looksLikeKeywords: Bool {
        switch self {
        case .string(let text): KeywordMarker.stand(in: text)
        case .array(let elements): elements.contains(where: \.looksLikeKeywords)
        case .object(let object):
            object.members.contains { KeywordMarker.stand(in: $0.name) || $0.value.looksLikeKeywords }
        case .null, .bool, .integer, .number: false
        }
    }
}
