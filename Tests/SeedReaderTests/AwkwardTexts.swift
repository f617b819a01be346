import Testing

/// Texts that some reader of YAML, or of seeds, takes for something else.
enum AwkwardTexts {
    struct Row: Sendable, CustomTestStringConvertible {
        let value: String
        var testDescription: String { String(value.debugDescription.prefix(60)) }
    }

    static let all: [Row] = texts.map(Row.init(value:))

    static let texts: [String] = words + signs + lines + keywords + [String(repeating: "k", count: 900)]

    /// 70 and 88 KB in one line and in many.
    static let long = [
        String(repeating: "x", count: 70_000), String(repeating: "né😀 a\n  b: c # d\n", count: 4000),
        String(repeating: "\" *?\t", count: 14_000),
    ]

    private static let words = [
        "", " ", "~", "null", "Null", "NULL", "true", "True", "FALSE", "yes", "No", "no", "on", "OFF", "y", "N", "nan",
        ".nan", ".inf", "-.INF", "Infinity", "0", "0123", "0o17", "0x1F", "1e3", "+1", "-0", "1_000", "1.", ".5", "1,5",
        "12:30:00", "190:20:30", "2026-01-01", "2026-01-01T00:00:00Z", "007", "=", "<<", "---", "...", "--- a", "never",
    ]

    private static let signs = [
        "a: b", "a:", ":a", ": a", "a #b", "a#b", "#a", "- a", "-a", "? a", "?a", "! a", "!a", "&a", "*a", "* a", "| a",
        "> a", "%a", "@a", "`a", "'a'", "\"a\"", "a'b", "a\"b", "[a]", "{a}", "a, b", "a]", "}", "{", "\\", "\\n",
        "a\\",
        " lead", "trail ", "\ttab", "tab\t", "a\tb", "\u{0}", "a\u{1}b", "\u{7F}", "\u{80}", "\u{85}", "a\u{85}b",
        "\u{A0}", "\u{AD}", "\u{2028}", "a \u{2028} b", "\u{2029}", "\u{200B}", "\u{202E}abc", "\u{FEFF}", "a\u{FEFF}",
        "\u{FFFE}", "\u{FFFF}", "\u{FFFD}", "\u{E000}", "\u{E000}*\u{E001}?", "\\uE000*", "\u{10FFFF}", "é", "e\u{301}",
        "😀", "👩‍👩‍👧", "Ωmega: ☃", "العربية", "日本語", "https://example.com/a?b=c&d=e#f", "$2b$10$abc", "/path/to",
        "C:\\dir", "{ \"json\": [1, null] }", "function () { return 1; }", "<b>&amp;</b>", "a/../b", "x: |",
    ]

    private static let lines = [
        "\n", "\n\n", "a\n", "a\n\n", "a\n\n\n", "\na", "\n\na\n", "a\nb", "a\n\nb\n", " a\nb", "  a\n b\n", "a\n  b\n",
        "a \nb ", "a\n ", "a\n \n", " \na", "\t\na", "\ta\n\tb\n", "a\n\t\n", "a\r\nb\r\n", "a\rb", "\r", "a\n\rb",
        "a\n---\nb\n", "a\n...\n", "---\na", "# a\nb\n", "- a\n- b\n", "a: b\nc: d\n", "| a\nb\n", "a\u{2028}b\nc",
        "a\u{85}\nb\n", "a\u{0}\nb", "* one\n? two *three\n", "{\n}", "\"a\nb\"", "'a\nb'", "a\\\nb", "%a\n%b\n",
        "a\n\n \n\nb\n", " \n \n", "a\n   \n\n\n",
    ]

    private static let keywords = [
        "##KEY##", "@@KEY@@", "a ##KEY## b", "\"@@KEY@@\"", "##A##B##", "@@A@@@B@@", "###KEY###", "@@key@@", "##KEY",
        "##ONE##\n@@TWO@@\n", "@##KEY##@", "##KEY## @@OTHER@@",
    ]
}
