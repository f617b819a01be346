import TestFixtures
import Testing

/// Inside a target, too, imports point one way: what a folder uses must not use it.
///
/// Swift has no imports between folders, so an arrow is a file that names a type which another folder declares.
@Suite("The folders of a target")
struct FolderGraphTests {
    static let targets = [
        "TenantModel", "World", "Tokens", "Flows", "Storage", "Rules", "SeedReader", "Tenancy", "HTTPSurface",
        "Understudy", "UnderstudyTesting", "UnderstudyCLI",
    ]

    @Test("form no circle", arguments: targets)
    func circles(_ target: String) throws {
        let graph = FolderGraph(try SwiftSource.all(in: "Sources/\(target)"), within: "Sources/\(target)")
        #expect(graph.circle == nil)
    }

    @Test("are all looked at")
    func complete() throws {
        #expect(Set(try SwiftSource.all(in: "Sources").map(\.target)) == Set(Self.targets.map { $0[...] }))
    }

    @Test("would be found in a circle")
    func found() {
        let sources = [
            SwiftSource(path: "Sources/A/One/First.swift", text: "struct First { let second: Second }"),
            SwiftSource(path: "Sources/A/Two/Second.swift", text: "// First\nstruct Second { let third: Third? }"),
            SwiftSource(path: "Sources/A/Three/Third.swift", text: "enum Third { static let first = First.self }"),
        ]
        #expect(FolderGraph(Array(sources.prefix(2)), within: "Sources/A").circle == nil)
        #expect(FolderGraph(sources, within: "Sources/A").circle == ["One", "Two", "Three"])
    }
}
