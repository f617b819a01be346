/// A page as a browser reads it: start tags with their attributes, and the text between them.
///
/// It works on bytes, as browsers work on scalars: to Swift a quotation mark with an accent is no quotation mark.
struct Markup {
    struct Element: Equatable {
        let name: String
        var attributes: [Attribute] = []

        subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
    }

    struct Attribute: Equatable {
        let name: String
        /// Its character references resolved.
        let value: String
    }

    private(set) var elements: [Element] = []
    /// What stands between tags, resolved; the contents of `style` and `script` are not here.
    private(set) var texts: [String] = []
    /// The contents of each `style` and each `script`, as written.
    private(set) var styles: [String] = []
    private(set) var scripts: [String] = []

    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
        while position < bytes.count { readNext() }
    }

    func element(id: String) -> Element? { elements.first { $0["id"] == id } }

    /// Everything but what pages are filled with.
    var skeleton: [String] { elements.map { "\($0.name) \($0.attributes.map(\.name).joined(separator: " "))" } }

    private mutating func readNext() {
        guard bytes[position] == UInt8(ascii: "<") else {
            texts.append(Self.resolved(take { $0 != UInt8(ascii: "<") }))
            return
        }
        position += 1
        guard position < bytes.count, Self.isLetter(bytes[position]) else {
            // An end tag or the doctype.
            _ = take { $0 != UInt8(ascii: ">") }
            position += 1
            return
        }
        var element = Element(name: String(decoding: take(while: Self.isNamePart), as: UTF8.self))
        while let attribute = readAttribute() { element.attributes.append(attribute) }
        position += 1
        elements.append(element)
        if element.name == "style" { styles.append(readContents(of: "style")) }
        if element.name == "script" { scripts.append(readContents(of: "script")) }
    }

    private mutating func readAttribute() -> Attribute? {
        _ = take { $0 == 0x20 || $0 == 0x0A || $0 == UInt8(ascii: "/") }
        let name = String(decoding: take { !" \n=>/".utf8.contains($0) }, as: UTF8.self)
        guard !name.isEmpty else { return nil }
        guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
            return Attribute(name: name, value: "")
        }
        position += 1
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            // Our pages quote everything; what is not quoted ends at the next blank.
            return Attribute(name: name, value: Self.resolved(take { !" \n>".utf8.contains($0) }))
        }
        position += 1
        let value = Self.resolved(take { $0 != UInt8(ascii: "\"") })
        position += 1
        return Attribute(name: name, value: value)
    }

    private mutating func readContents(of name: String) -> String {
        let start = position
        while position < bytes.count {
            _ = take { $0 != UInt8(ascii: "<") }
            if bytes[position...].starts(with: "</\(name)".utf8) { break }
            position += 1
        }
        return String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)
    }

    private mutating func take(while isPart: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let taken = bytes[min(position, bytes.count)...].prefix(while: isPart)
        position = max(position, taken.endIndex)
        return taken
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    private static func isNamePart(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) }

    private static let references: [(written: String, meant: String)] = [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r"), ("&amp;", "&"),
        // As they are, browsers read line ends as line feeds.
        ("\r\n", "\n"), ("\r", "\n"),
    ]

    /// With the references resolved that our pages write.
    private static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
        var rest = bytes
        var output: [UInt8] = []
        while let byte = rest.first {
            if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\r"),
                let reference = references.first(where: { rest.starts(with: $0.written.utf8) })
            {
                output += reference.meant.utf8
                rest = rest.dropFirst(reference.written.utf8.count)
            } else {
                output.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
