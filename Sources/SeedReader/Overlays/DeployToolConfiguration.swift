import TenantModel

/// Reads the keywords of the deployment tool's `config.json`, and nothing else, because it also has credentials.
enum DeployToolConfiguration {
    static let fileName = "config.json"

    /// True if a file's keys are those of such a configuration.
    static func isOne(_ root: SeedNode) -> Bool {
        (root.entries ?? []).contains { $0.key.hasPrefix("AUTH0_") }
    }

    /// The keywords of a configuration that was named with `--with`.
    static func mapping(of root: SeedNode, _ findings: Findings) -> [(name: String, node: SeedNode)] {
        guard let mapping = root[GivenKeywords.mappingKey] else {
            let message = "this configuration has no \(GivenKeywords.mappingKey) and changes nothing"
            findings.report(.warning, .suspicious, message, at: root.position, .root)
            return []
        }
        guard let entries = mapping.entries else {
            let message = "\(GivenKeywords.mappingKey): expected a map, found \(mapping.kind)"
            findings.report(.wrongType, message, at: mapping.position, .root + GivenKeywords.mappingKey)
            return []
        }
        return entries.map { ($0.key, $0.value) }
    }

    /// The keywords of the configuration in the seed's folder, or those that the environment gives instead, as the tool
    /// does it.
    ///
    /// A `config.json` without the tool's key belongs to something else and is ignored.
    static func mapping(
        beside attached: AttachedFiles,
        _ environment: [String: String],
        _ findings: Findings
    ) -> [(name: String, node: SeedNode)] {
        var mapping = JSONObject()
        if let file = attached.beside(fileName) {
            do {
                mapping = try JSONValue(parsing: file).object?[GivenKeywords.mappingKey]?.object ?? mapping
            } catch {
                report(file, error, findings)
            }
        }
        if let text = environment[GivenKeywords.mappingKey], let given = (try? JSONValue(parsing: text))?.object {
            mapping = given
        }
        return mapping.members.map { ($0.name, SeedNode($0.value, at: .start)) }
    }

    private static func report(_ file: [UInt8], _ error: JSONSyntaxError, _ findings: Findings) {
        // Other tools have files of that name: complain only if it has a key of the deployment tool.
        guard String(decoding: file, as: UTF8.self).contains("AUTH0_") else { return }
        let message =
            "\(fileName) beside this seed is not valid JSON (\(error.description)): none of its keywords is read"
        findings.report(.warning, .suspicious, message, at: .start, .root)
    }
}

extension GivenKeywords {
    /// Replaces keywords inside the tool's values, such as `https://##DOMAIN##/callback`.
    mutating func resolveMapping() {
        let texts = Dictionary(mapping.compactMap { item in item.node.text.map { (item.name, $0) } }) { $1 }
        var left = SeedLimits.mostBytesOfKeywords
        mapping = mapping.map { ($0.name, Self.resolved($0.node, texts, besides: $0.name, &left)) }
    }

    private static func resolved(
        _ node: SeedNode,
        _ texts: [String: String],
        besides name: String,
        _ left: inout Int
    ) -> SeedNode {
        var node = node
        switch node.content {
        case .scalar(var scalar):
            // A keyword that has no value here may have one in the seed; if not, it is reported there.
            (scalar.written, scalar.unresolved) = (nil, [])
            for marker in KeywordMarker.all(in: scalar.text) where !marker.isJSON && marker.name != name {
                guard let text = texts[marker.name], left > text.utf8.count + scalar.text.utf8.count else { continue }
                left -= text.utf8.count + scalar.text.utf8.count
                scalar.text = scalar.text.replacing(marker.text, with: text)
            }
            node.content = .scalar(scalar)
        case .list(let items): node.content = .list(items.map { resolved($0, texts, besides: name, &left) })
        case .map(let entries):
            node.content = .map(
                entries.map { entry in
                    var entry = entry
                    entry.value = resolved(entry.value, texts, besides: name, &left)
                    return entry
                }
            )
        }
        return node
    }
}
