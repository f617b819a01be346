import TenantModel
import Testing

@testable import SeedReader

@Suite("Seeds of every shape are written down again")
struct GeneratedSeedsTests {
    @Test("each of many", arguments: 0..<100)
    func generated(_ number: Int) throws {
        var generator = GeneratedSeed(number: number)
        let document = generator.document()
        let original: ReadSeed
        do {
            original = try read(SeedWriter.yaml(of: document))
        } catch let rejected as SeedRejected {
            let errors = rejected.complaints.filter { $0.severity == .error }
            Issue.record("the generated seed is none: \(errors)")
            return
        }
        let places = Set(original.warnings.map(\.keyPath))
        try expectReadsBack(original.seed) { places.contains($0.keyPath) }
    }
}
