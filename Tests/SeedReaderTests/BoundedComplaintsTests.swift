import SeedReader
import Testing

@Suite("Complaints are bounded")
struct BoundedComplaintsTests {
    /// Seeds of one line in which every word is wrong.
    private static let seeds: [String] = {
        func many(_ item: (Int) -> String) -> String { (0..<5000).map(item).joined(separator: ", ") }
        return [
            "{ version: 1, clients: [\(many { "{ name: a\($0), callbaks: 1 }" })] }",
            "{ version: 1, users: [\(many { "{ email: nobody\($0) }" })] }",
            "{ version: 1, users: [\(many { "{ email: a\($0)@example.com, roles: [r\($0)] }" })], roles: [\(many { "{ name: n\($0) }" })] }",
            "{ version: 1, clients: [\(many { "{ name: a\($0), allowed_clients: [b\($0)] }" })] }",
            "{ version: 1, clients: [\(many { "{ name: a\($0), description: ##K\($0)## }" })] }",
            "{ version: 1, devices: [\(many { "{ user: u\($0), client: c }" })], users: [\(many { "{ email: a\($0)@example.com }" })] }",
            "{ version: 1, rulesConfigs: [\(many { _ in "{ key: a, value: b }" })] }",
        ]
    }()

    @Test("in number and in time, and the rest is counted", arguments: seeds.indices)
    func oneLine(_ index: Int) throws {
        let rejected = #expect(throws: SeedRejected.self) { try read(Self.seeds[index]) }
        let found = try #require(rejected)
        #expect(found.complaints.count <= 400)
        #expect(found.complaints.count + found.omitted >= 4900)
        #expect(found.description.contains(#/and \d,\d{3} more$/#))
        #expect(found.description.utf8.count < 200_000)
    }

    @Test("warnings and notes of a seed that loads are, too")
    func warnings() throws {
        let clients = (0..<5000).map { "{ name: a\($0), brand_new: 1 }" }.joined(separator: ", ")
        let read = try read("{ clients: [\(clients)] }")
        #expect(read.warnings.count == 200 && read.omitted[.warning] == 4800)
    }
}
