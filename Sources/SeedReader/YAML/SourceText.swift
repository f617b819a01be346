/// The text of a seed and the name it goes by in messages.
final class SourceText {
    let file: String
    let text: String

    init(file: String, text: String) {
        self.file = file
        self.text = text
    }

    /// The line's text without its end; empty beyond the last.
    func line(_ number: Int) -> String { lines.indices.contains(number - 1) ? String(lines[number - 1]) : "" }

    /// Cut where the YAML scanner counts a line, or the numbers would drift apart.
    private lazy var lines: [Substring.UnicodeScalarView] = text.unicodeScalars.split(omittingEmptySubsequences: false)
    {
        $0 == "\n" || $0 == "\u{85}" || $0 == "\u{2028}" || $0 == "\u{2029}"
    }.map { $0.last == "\r" ? $0.dropLast() : $0 }
}
