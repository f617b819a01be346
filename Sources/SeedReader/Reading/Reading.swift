import TenantModel

/// The values that the readers of nouns share while one seed is read.
struct Reading {
    let findings: Findings
    let keywords: Keywords
    /// The files beside the seed, then those beside each overlay.
    let attached: [AttachedFiles]
    let era: Era
    let derivation: Derivation
    /// The time that the tenant's clock begins at; the default of times that the seed omits.
    let now: Timestamp
    /// A complaint about an RSA private key, as the end of a sentence; nil for a good key.
    let validatePrivateKey: @Sendable (String) -> String?

    /// The text of a script or key.
    ///
    /// A value with a line break, or one below `text`, is the text itself; any other value is the path of a file.
    ///
    /// - Returns: nil after a complaint.
    func attachedText(_ key: String, of fields: Fields) -> AttachedText? {
        let marked = fields.fields(key)?.node("text")
        guard let node = marked ?? fields.node(key), case .scalar(let scalar) = node.content else { return nil }
        if marked != nil || scalar.text.contains(where: \.isNewline) {
            let written = scalar.written ?? scalar.text
            return AttachedText(
                text: scalar.text,
                written: written,
                pieces: scalar.written.flatMap { keywords.pieces(of: $0) } ?? [],
                place: .value(of: findings.sources[node.position.file], at: node.position)
            )
        }
        let path = fields.path + key
        // The keyword without a value has been reported.
        guard !node.isUnresolved else { return nil }
        guard !scalar.text.contains("{") else {
            findings.report(
                .badValue,
                "\(key) looks like code on one line, and one line is a path; write it as a block (\"\(key): |\")",
                at: node.position,
                path
            )
            return nil
        }
        do {
            return text(of: try attached[node.position.file].source(of: scalar.text), named: node, path)
        } catch {
            // Do not show the value: it may be the secret itself, pasted without its PEM lines.
            let file = SecretKeys.cover(path) ? "the file it names" : "file \"\(scalar.text)\""
            findings.report(.unreadable, "\(key): \(file) \(error.reason)", at: node.position, path)
            return nil
        }
    }

    /// The text of a file with its keywords replaced: `##KEY##` by the value as text, `@@KEY@@` by the value as JSON.
    private func text(of source: SourceText, named node: SeedNode, _ path: SeedPath) -> AttachedText {
        guard let pieces = keywords.pieces(of: source.text) else {
            findings.report(.badValue, Keywords.growth, at: node.position, path)
            return AttachedText(text: source.text, written: source.text, pieces: [], place: .file(source))
        }
        let isWhole = pieces.isEmpty
        let text = AttachedText(
            text: isWhole ? source.text : pieces.map(\.text).joined(),
            written: source.text,
            pieces: pieces,
            place: .file(source)
        )
        var offset = 0
        for piece in pieces {
            if piece.isKeyword, piece.value == nil {
                UnresolvedKeywords(findings: findings).report(String(piece.written), in: text, at: offset, node, path)
            }
            offset += piece.text.unicodeScalars.count
        }
        return text
    }
}
