/// One or two letters that stand for a name where others would show a picture.
struct Initials: Hashable, Sendable {
    let text: String

    /// The first letters of the first and last word; a name without any letter or digit is shown as a dot.
    init(of name: String) {
        let words = name.split { !$0.isLetter && !$0.isNumber }
        let letters = [words.first?.first, words.count > 1 ? words.last?.first : nil].compactMap(\.self)
        text = letters.isEmpty ? "·" : String(letters).uppercased()
    }

    /// The first letter alone.
    static func first(of name: String) -> String { String(Initials(of: name).text.prefix(1)) }
}
