import Testing

/// The reader that the next suites trust, tried on what could mislead it.
@Suite("A Swift source")
struct SwiftSourceTests {
    @Test("loses its comments and nothing else", arguments: rows)
    func comments(_ row: (text: String, code: String)) {
        #expect(SwiftSource(path: "Sources/X/Y.swift", text: row.text).codeLines.joined(separator: "\n") == row.code)
    }

    static let rows: [(text: String, code: String)] = [
        ("a // UUID()\nb", "a \nb"), ("a /* x\n/* y */ z */ b", "a \n b"), ("/// UUID()", ""),
        (#""https://x" + UUID()"#, #""https://x" + UUID()"#), (#""\"//" + b // c"#, #""\"//" + b "#),
        (#""\\" // c"#, #""\\" "#), (##"#"\"# + b // c"##, ##"#"\"# + b "##),
        (##"#"a"//"# + b // c"##, ##"#"a"//"# + b "##),
        (#""\(f("//", (1))) //" + b // c"#, #""\(f("//", (1))) //" + b "#),
        (#""\(x /* c */)//" // d"#, #""\(x )//" "#),
        ("\"\"\"\n// \"text\"\n\"\"\" // c", "\"\"\"\n// \"text\"\n\"\"\" "),
        (##"#"\(x)"# // c"##, ##"#"\(x)"# "##), (###"#"\#("//")"# // c"###, ###"#"\#("//")"# "###),
        ("f(a, (b)) // )", "f(a, (b)) "), ("a / b /c", "a / b /c"),
    ]

    @Test("knows its target, its imports and the comment above a line")
    func parts() {
        let source = SwiftSource(
            path: "Sources/World/Clock/X.swift",
            text: """
                import A
                package import B // C
                    import FoundationEssentials
                @preconcurrency import D
                import struct E.F
                // import G
                let important = "import H"

                /// The lock.
                @available(*, deprecated)
                struct Y {}
                """
        )
        #expect(source.target == "World")
        #expect(source.imports == ["A", "B", "FoundationEssentials", "D", "E"])
        #expect(source.comment(above: 11).contains("The lock."))
        #expect(source.comment(above: 9).isEmpty)
        #expect(source.linesOfCode(containing: "import ") == [1, 2, 3, 4, 5, 7])
    }
}
