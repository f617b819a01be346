import TenantModel

/// What the readers of single nouns share while one seed is read.
struct Reading {
    let findings: Findings
    let keywords: Keywords
    let attached: AttachedFiles
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
                pieces: keywords.pieces(of: written) ?? [],
                place: .value(of: findings.source, at: node.position)
            )
        }
        let path = fields.path + key
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
            let source = try attached.source(of: scalar.text)
            return AttachedText(
                text: keywords.replaced(in: source.text, at: node.position, path, findings),
                written: source.text,
                pieces: keywords.pieces(of: source.text) ?? [],
                place: .file(source)
            )
        } catch {
            // What was meant as a path may be the secret itself, pasted without its armour.
            let file = SecretKeys.cover(path) ? "the file it names" : "file \"\(scalar.text)\""
            findings.report(.unreadable, "\(key): \(file) \(error.reason)", at: node.position, path)
            return nil
        }
    }
}
