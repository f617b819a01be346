package import TenantModel

/// Writes a seed down again, in the seed format's own words: the reverse of `SeedReader`.
///
/// What is written says everything: nothing is left to be derived from names, to the clock or to the machine. Reading
/// it gives the same seed, however the first one was given. A noun's `document` is in a file of its own, as its reading
/// is in `Nouns`; how a document becomes YAML is in `YAMLWriter` and `YAMLScalar`.
package struct SeedWriter {
    /// The seed with its keys in a fixed order: the machine, the tenant, its clients, people and scripts, then what is
    /// only kept.
    ///
    /// A seed that a strict reading would refuse, because it came from the deployment tool's file, or a client that
    /// others refer to is gone, says `emulator.lenient`; one with texts that look like keywords says
    /// `emulator.keywords: false`.
    package static func document(of seed: TenantSeed) -> JSONObject {
        var writer = SeedWriter(seed)
        let document = writer.document()
        guard asksForLeniency(document) else { return document }
        writer.isLenient = true
        return writer.document()
    }

    /// A document as YAML for people.
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
            // Without the key a seed has a database of its own making.
            "databases": .documents(databases.map { $0.document(names) }),
            "connections": .given(others.map { $0.document(names) }),
            "rulesConfigs": .given(configuration.map { ["key": .string($0.key), "value": .string($0.value)] }),
            "rules": .given(seed.rules.map(\.document)),
            "users": .given(seed.users.map { $0.document(names) }),
            "devices": .given(seed.devices.map { $0.document(names, policies[$0.client]) }),
            "issued": .given(seed.issued.record),
        ])
    }

    /// Whether a strict reading refuses what a lenient one only warns of.
    private static func asksForLeniency(_ document: JSONObject) -> Bool {
        let reader = SeedReader()
        do {
            _ = try reader.read(text: document.serializedText, named: "seed.json", now: .earliest)
            return false
        } catch {
            // Whatever it is, the seed was taken with it once, or has come to it since.
            return true
        }
    }
}

extension JSONValue {
    /// Whether a reader of seeds would look for keywords in it.
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
