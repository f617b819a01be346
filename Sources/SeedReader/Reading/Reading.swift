import TenantModel

/// What the readers of single nouns share while one seed is read.
struct Reading {
    let findings: Findings
    let keywords: Keywords
    /// Of the seed, then of its overlays.
    let attached: [AttachedFiles]
    let era: Era
    let derivation: Derivation
    /// The seed's clock at its start: what times default to.
    let now: Timestamp
    /// A complaint about an RSA private key, as the end of a sentence, or nil where it is sound.
    let validatePrivateKey: @Sendable (String) -> String?

    /// The text of a script or key: with a line break or below `text` it is the text itself, else a path (seed format
    /// E2).
    ///
    /// Nil after a complaint.
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
        // A path with a keyword that has no value leads nowhere, which has been reported.
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
            // What was meant as a path may be the secret itself, pasted without its armour.
            let file = SecretKeys.cover(path) ? "the file it names" : "file \"\(scalar.text)\""
            findings.report(.unreadable, "\(key): \(file) \(error.reason)", at: node.position, path)
            return nil
        }
    }

    /// A file's text with its keywords replaced: `##` takes the value as text, `@@` as JSON.
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
