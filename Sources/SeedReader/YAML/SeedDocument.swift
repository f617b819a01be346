import Yams

/// The YAML or JSON document of one file.
struct SeedDocument {
    /// The document's root; nil for an empty text, or one that cannot be read, which has been reported.
    let root: SeedNode?
    let keywords: Keywords

    /// Reads a file's text and reports mistakes to `findings`.
    ///
    /// - Parameters:
    ///   - file: the index of the file.
    ///   - isOverlay: true for an overlay, which is judged as our own file and may have `keywords` at its root.
    static func read(
        _ file: Int,
        _ findings: Findings,
        _ given: GivenKeywords = GivenKeywords(),
        isOverlay: Bool = false
    ) -> SeedDocument {
        let reader = SeedDocumentReader(file: file, findings: findings, given: given, isOverlay: isOverlay)
        return reader.read()
    }
}

/// Reads one file: once if it has no keywords, up to twice more to find and insert them.
private struct SeedDocumentReader {
    let file: Int
    let findings: Findings
    let given: GivenKeywords
    let isOverlay: Bool

    func read() -> SeedDocument {
        let text = findings.sources[file].text
        let markers = KeywordMarker.all(in: text)
        guard !markers.isEmpty else {
            // The scripts of the seed may still have keywords.
            let root = finish(compose(text, []), .none).root
            return SeedDocument(root: root, keywords: keywords(of: root))
        }
        guard let (composed, written) = firstReading(text, markers) else {
            return finishWithoutFirstReading(text, markers)
        }
        let keywords = keywords(of: written)
        // The first reading hid what looks like keywords; without keywords it may be comments, so read the text again.
        guard !keywords.isOff else { return finish(compose(text, []), keywords) }
        let insertion = KeywordInsertion(markers: markers, keywords: keywords, isOverlay: isOverlay)
        guard let pieces = insertion.pieces(of: text, composed.root, composed.blinded) else {
            return finish(.success(composed), keywords)
        }
        return finish(inserted(pieces, keywords), keywords)
    }

    // MARK: Steps

    /// Parses the text with its keywords hidden, to find where they stand and which values the seed itself gives.
    private func firstReading(_ text: String, _ markers: [KeywordMarker]) -> (ComposedText, SeedNode?)? {
        let hidden = markers.filter { isHidden($0, in: text) }
        var composed = compose(text, hidden)
        if case .failure = composed {
            // Try again without hiding markers that have no value and could be comments.
            let surer = hidden.filter { $0.isJSON || given.names.contains($0.name) || !$0.isBehindBlank(in: text) }
            if surer.count < hidden.count { composed = compose(text, surer) }
        }
        guard case .success(let composed) = composed else { return nil }
        var builder = NodeBuilder(composed, file: file, findings: Findings(sources: findings.sources), keywords: .none)
        let node = composed.root.flatMap { root in try? builder.build(root, at: .root).node }
        return (composed, node)
    }

    private func isHidden(_ marker: KeywordMarker, in text: String) -> Bool {
        marker.isJSON || (marker.isConventional || given.names.contains(marker.name)) && !marker.isAlone(in: text)
    }

    private func keywords(of root: SeedNode?) -> Keywords {
        var emulator = root?["emulator"]
        if isOverlay, let own = root?.entries?.filter({ $0.key == "keywords" }), !own.isEmpty {
            let position = emulator?.position ?? .start
            emulator = SeedNode(content: .map(own + (emulator?.entries ?? [])), position: position)
        }
        let dialect: Dialect = isOverlay ? .ownSeed : root.map { Dialect(of: $0) } ?? .ownSeed
        return Keywords(emulator: emulator, dialect: dialect, given: given)
    }

    /// Reads a text that is no YAML before its keywords are replaced; only values from outside the seed are known.
    private func finishWithoutFirstReading(_ text: String, _ markers: [KeywordMarker]) -> SeedDocument {
        let dialect: Dialect = isOverlay ? .ownSeed : Dialect(guessedFrom: text)
        let keywords = Keywords(emulator: nil, dialect: dialect, given: given)
        let insertion = KeywordInsertion(markers: markers, keywords: keywords, isOverlay: isOverlay)
        return finish(inserted(insertion.pieces(ofEverythingIn: text), keywords), keywords)
    }

    private func inserted(_ pieces: [SourceText.Piece], _ keywords: Keywords) -> Result<ComposedText, UnreadableText> {
        let source = SourceText(findings.sources[file], pieces)
        findings.sources[file] = source
        let rest = KeywordMarker.all(in: source.text)
        return compose(source.text, rest.filter { isHidden($0, in: source.text) || keywords.value(of: $0) != nil })
    }

    private func finish(_ composed: Result<ComposedText, UnreadableText>, _ keywords: Keywords) -> SeedDocument {
        switch composed {
        case .failure(let error):
            error.report(to: findings, file)
            return SeedDocument(root: nil, keywords: keywords)
        case .success(let composed):
            guard let root = composed.root else { return SeedDocument(root: nil, keywords: keywords) }
            var builder = NodeBuilder(composed, file: file, findings: findings, keywords: keywords)
            do {
                return SeedDocument(root: try builder.build(root, at: .root).node, keywords: keywords)
            } catch {
                findings.report(error.code, error.message, at: error.position, error.path)
                return SeedDocument(root: nil, keywords: keywords)
            }
        }
    }

    private func compose(_ text: String, _ hidden: [KeywordMarker]) -> Result<ComposedText, UnreadableText> {
        Result { () throws(UnreadableText) in try ComposedText(text, hiding: hidden) }
    }
}

extension KeywordMarker {
    /// True if nothing else stands in its line, as in a heading of a comment.
    fileprivate func isAlone(in text: String) -> Bool {
        let before = text.utf8[..<range.lowerBound].reversed().first { !" \t".utf8.contains($0) }
        let behind = text.utf8[range.upperBound...].first { !" \t\r".utf8.contains($0) }
        return (before ?? UInt8(ascii: "\n")) == UInt8(ascii: "\n")
            && (behind ?? UInt8(ascii: "\n")) == UInt8(ascii: "\n")
    }

    fileprivate func isBehindBlank(in text: String) -> Bool {
        text.utf8[..<range.lowerBound].last.map { " \t\n".utf8.contains($0) } ?? true
    }
}

extension GivenKeywords {
    /// The names that have a value outside the seed, without those of the environment.
    fileprivate var names: Set<String> { Set(mapping.map(\.name) + overlays.map(\.name)) }
}
