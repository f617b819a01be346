import Testing

/// Same seed, same clock, same requests: same bytes.
///
/// No file but those of `World` may read time or chance.
@Suite("The controlled world")
struct ControlledWorldTests {
    /// What reads the machine's time or draws from its chance.
    static let forbidden = [
        // Time.
        "Date()", "Date.now", "Date(timeIntervalSinceNow", ".timeIntervalSinceNow", ".now()", "clock_gettime",
        "gettimeofday", "time(nil", "localtime", "gmtime", "strftime", "ContinuousClock", "SuspendingClock",
        "DispatchTime", "DispatchWallTime", "DateFormatter", "systemUptime",
        // Chance.
        "UUID()", "SystemRandomNumberGenerator", ".random(", ".shuffled(", ".shuffle(", "randomElement", "arc4random",
        "getrandom", "getentropy", "/dev/urandom", "drand48", "RAND_bytes", "SymmetricKey(size", "PrivateKey()",
        "SerialNumber()", "Hasher()", ".hashValue",
    ]

    struct Exception: Hashable, CustomTestStringConvertible, Sendable {
        let path: String
        let text: String
        let why: String

        var testDescription: String { "\(path): \(text), \(why)" }
    }

    static let exceptions = [
        Exception(
            path: "Sources/Understudy/Serving/ConnectionDoor.swift",
            text: ".now()",
            why: "the event loop's monotonic clock; a frozen tenant must not keep silent connections open"
        ),
        Exception(
            path: "Sources/Understudy/Serving/StopDeadline.swift",
            text: ".now()",
            why: "the dispatch queue's monotonic clock; a frozen tenant must not keep the process from stopping"
        ),
        Exception(
            path: "Sources/Understudy/Serving/AcceptRest.swift",
            text: ".now()",
            why: "what a log is told now and then is a matter of real time"
        ),
        Exception(
            path: "Sources/Understudy/Serving/HTTP2Intake.swift",
            text: ".now()",
            why: "a deadline that protects the server is real, monotonic time"
        ),
        Exception(
            path: "Sources/Understudy/Serving/StalledReader.swift",
            text: ".now()",
            why: "a deadline that protects the server is real, monotonic time"
        ),
        Exception(
            path: "Sources/Understudy/Trust/LocalAuthority.swift",
            text: "PrivateKey()",
            why: "the certificate authority's key is the machine's, not a tenant's"
        ),
        Exception(
            path: "Sources/Understudy/Trust/LocalAuthority.swift",
            text: "SerialNumber()",
            why: "browsers remember an authority's serial numbers across its re-creations"
        ),
        Exception(
            path: "Sources/Understudy/Trust/LocalAuthority+Leaf.swift",
            text: "PrivateKey()",
            why: "the TLS key lives as long as the process"
        ),
        Exception(
            path: "Sources/Understudy/Trust/LocalAuthority+Leaf.swift",
            text: "SerialNumber()",
            why: "no two certificates of one authority may share one (RFC 5280 §4.1.2.2)"
        ),
    ]

    private struct Finding: Hashable, CustomStringConvertible {
        let path: String
        let lines: [Int]
        let text: String

        var description: String { "\(path):\(lines.map(String.init).joined(separator: ",")): \(text)" }
    }

    private func findings(of texts: [String], where isCovered: (SwiftSource) -> Bool) throws -> [Finding] {
        let sources = try SwiftSource.all(in: "Sources").filter(isCovered)
        try #require(sources.count > 20, "the sources were not found")
        return sources.flatMap { source in
            texts.compactMap { text in
                let lines = source.linesOfCode(containing: text)
                return lines.isEmpty ? nil : Finding(path: source.path, lines: lines, text: text)
            }
        }
    }

    @Test("time and chance enter by World's doors alone")
    func doors() throws {
        let findings = try findings(of: Self.forbidden) { $0.target != "World" }
        let excepted = Set(Self.exceptions.map { [$0.path, $0.text] })
        #expect(findings.filter { !excepted.contains([$0.path, $0.text]) } == [])
    }

    @Test("an exception that nobody needs is gone", arguments: exceptions)
    func exceptionIsNeeded(_ exception: Exception) throws {
        let source = try SwiftSource.all(in: "Sources").first { $0.path == exception.path }
        #expect(source?.linesOfCode(containing: exception.text).isEmpty == false)
    }

    @Test("World reads the clocks in one file and draws in another")
    func withinWorld() throws {
        let findings = try SwiftSource.all(in: "Sources/World").flatMap { source in
            Self.forbidden.filter { !source.linesOfCode(containing: $0).isEmpty }.map { "\(source.path): \($0)" }
        }
        #expect(
            findings == [
                "Sources/World/Clock/MachineTime.swift: clock_gettime",
                "Sources/World/Entropy/SystemEntropy.swift: getentropy",
            ]
        )
    }

    /// A tenant's time is its clock's.
    ///
    /// The machine's own is for the edges: certificates, logs, the `Date` header.
    @Test("the machine's time is asked for by the façade, and by the deadlines and timers of rules")
    func machineTime() throws {
        let findings = try findings(of: ["MachineTime"]) { !["World", "Understudy", "Rules"].contains($0.target) }
        #expect(findings == [])
    }

    /// Deadlines are real, dates are the tenant's.
    @Test("rules never see the machine's date")
    func rulesTime() throws {
        #expect(try findings(of: ["MachineTime.now"]) { $0.target == "Rules" } == [])
    }

    @Test("nothing ends the process on input: no try!, no as!, no fatalError")
    func noTraps() throws {
        #expect(try findings(of: ["try!", "as!", "fatalError("], where: { _ in true }) == [])
    }

    @Test("what the compiler is told to trust says why, right above")
    func uncheckedSendable() throws {
        for mark in ["@unchecked Sendable", "nonisolated(unsafe)"] {
            for source in try SwiftSource.all(in: "Sources") {
                for line in source.linesOfCode(containing: mark) {
                    #expect(source.comment(above: line).contains("`\(mark)`:"), "\(source.path):\(line)")
                }
            }
        }
    }

    @Test("Foundation is its Essentials, at the edges that need files")
    func foundation() throws {
        let edges: Set = [
            "Sources/Understudy/Trust/LocalAuthority.swift", "Sources/Understudy/Trust/LocalAuthority+Leaf.swift",
            "Sources/UnderstudyTesting/Transcript+Golden.swift",
        ]
        var users: Set<String> = []
        for source in try SwiftSource.all(in: "Sources")
        where source.imports.contains(where: { $0.hasPrefix("Foundation") }) {
            users.insert(source.path)
            // Elsewhere than on Linux the whole of it is all there is.
            let code = source.codeLines.map { $0.trimmingPrefix(while: \.isWhitespace) }
            let block = [
                "#if canImport(FoundationEssentials)", "import FoundationEssentials", "#else", "import Foundation",
                "#endif",
            ]
            let start = try #require(code.firstIndex { $0 == block[0] }, "\(source.path)")
            #expect(code[start...].prefix(5).map(String.init) == block, "\(source.path)")
            #expect(source.imports.count { $0.hasPrefix("Foundation") } == 2, "\(source.path)")
        }
        #expect(users == edges)
    }
}
