import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Read from the files that pages are made of; what is rendered from them is looked at in `PolicyTests`.
@Suite("What pages are made of")
struct OutsideAddressTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/HTTPSurface/Pages")

    @Test("names no address of another host")
    func addresses() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { !$0.hasSuffix(".swift") }.sorted()
        try #require(names.contains("login.mustache") && names.contains("stylesheet.css"))
        for name in names {
            let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
                // The name of a namespace, which nobody opens.
                .split(separator: "http://www.w3.org/2000/svg", omittingEmptySubsequences: false).joined()
            #expect(text.firstRange(of: #/(https?|wss?|ftp):|["'(]//\w/#) == nil, "\(name)")
        }
    }
}
