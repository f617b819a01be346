import SeedReader
import TenantModel
import Testing

/// A seed that was written, as YAML and as compact JSON, and read again elsewhere and later is the same.
///
/// - Parameter mayWarn: of what reading it may warn.
func expectReadsBack(
    _ seed: TenantSeed,
    sourceLocation: SourceLocation = #_sourceLocation,
    mayWarn: (Complaint) -> Bool = { _ in false }
) throws {
    let document = SeedWriter.document(of: seed)
    let texts = [SeedWriter.yaml(of: document), document.serializedText]
    for text in texts {
        let again: ReadSeed
        do {
            again = try SeedReader().read(text: text, named: "other", folder: "/", now: .latest)
        } catch {
            Issue.record("\(error.complaints.prefix(5))", sourceLocation: sourceLocation)
            continue
        }
        let difference = again.seed == seed ? nil : firstDifference(between: again.seed, and: seed)
        #expect(difference == nil, sourceLocation: sourceLocation)
        // Swift takes two spellings of one accented letter for equal; nobody else does.
        let isRewrittenAlike = SeedWriter.document(of: again.seed).serialized == document.serialized
        #expect(isRewrittenAlike, sourceLocation: sourceLocation)
        let unexpected = again.warnings.filter { !mayWarn($0) }
        #expect(unexpected == [], sourceLocation: sourceLocation)
    }
}

/// Where two descriptions part, which are too long to be shown whole.
private func firstDifference(between one: TenantSeed, and other: TenantSeed) -> String {
    let (one, other) = ("\(one)".unicodeScalars, "\(other)".unicodeScalars)
    let common = zip(one, other).prefix { $0 == $1 }.count
    let parts = [one, other].map { String($0.dropFirst(max(common - 120, 0)).prefix(240)) }
    return parts.joined(separator: "\n  -- is not --\n")
}
