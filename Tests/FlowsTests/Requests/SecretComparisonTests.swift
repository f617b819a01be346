import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Read from the sources: the time of an answer must not tell how much of a guessed secret was right.
@Suite("A secret")
struct SecretComparisonTests {
    /// Lines that compare something called a secret with `==`; comparing with nil, a literal or a kind tells nothing.
    private static func suspects(in text: String) -> [Substring] {
        text.split(separator: "\n").filter { line in
            for sign in [" == ", " != "] {
                guard let range = line.firstRange(of: sign) else { continue }
                let left = line[..<range.lowerBound].split { !($0.isLetter || $0.isNumber) }.last ?? ""
                let rest = line[range.upperBound...]
                let right = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." }
                if right == "nil" || rest.hasPrefix(".") || rest.hasPrefix("\"") { continue }
                let names = ["secret", "csrf", "password", "verifier", "accessToken"]
                let last = right.split(separator: ".").last ?? ""
                if names.contains(String(left)) || names.contains(String(last)) { return true }
            }
            return false
        }
    }

    @Test(
        "is compared in constant time, wherever requests are served",
        arguments: ["Flows", "HTTPSurface", "Tokens", "World"]
    )
    func comparisons(_ target: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/\(target)")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".swift") }
        try #require(!paths.isEmpty)
        for path in paths {
            let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
            #expect(Self.suspects(in: text) == [], "\(target)/\(path)")
        }
    }

    @Test(
        "that is compared carelessly is found",
        arguments: [
            ("guard csrf == page.csrf else", 1), ("client.secret != secret", 1), ("$0.accessToken == token", 1),
            ("given == client.secret", 1), ("basic == nil || secret == nil", 0), ("kind == .password", 0),
            ("ConstantTime.isEqual(secret, client.secret)", 0),
        ]
    )
    func finder(_ line: String, _ count: Int) {
        #expect(Self.suspects(in: line).count == count)
    }
}
