/// The type of a value in the seed, and its limits.
indirect enum Shape: Sendable {
    /// A single value, kept as written: `0123` stays a text of four characters.
    case text(TextForm)
    case flag
    /// A whole number of the named unit.
    case integer(ClosedRange<Int>, unit: String)
    /// A number above zero and up to a maximum of the named unit; it may have a fraction.
    case amount(upTo: Double, unit: String)
    /// A number of the named unit within the range; it may have a fraction.
    case number(ClosedRange<Double>, unit: String)
    /// An RFC 3339 instant with a time zone.
    case instant
    case choice([String])
    case list(Shape)
    case map(KeyTable)
    /// A list of maps whose keys depend on the rest of the file; their reader checks them.
    case itemsCheckedLater(KeyTable)
    /// A map with any keys.
    case openMap(values: Shape)
    /// Anything.
    case open
    /// A single value of the first shape, or a list or map of the second.
    case either(Shape, or: Shape)

    static let text = Shape.text(.any)
    static let data = Shape.openMap(values: .open)

    /// A value, or a list of such values; `Fields.oneOrMore` reads both.
    static func oneOrMore(_ single: Shape) -> Shape { .either(single, or: .list(single)) }

    /// The words of a complaint about a value of another type.
    var expectation: String {
        switch self {
        case .text: "a single value"
        case .flag: "true or false"
        case .integer(_, let unit): "a whole number (\(unit))"
        case .amount(_, let unit), .number(_, let unit): "a number (\(unit))"
        case .instant: "an instant such as \(Self.exampleInstant)"
        case .choice(let words):
            words.count > Self.mostWordsListed ? "a known word" : "one of \(words.joined(separator: ", "))"
        case .list, .itemsCheckedLater: "a list"
        case .map, .openMap: "a map"
        case .open: "a value"
        case .either(let single, let other): "\(single.expectation) or \(other.expectation)"
        }
    }

    /// A complaint lists the words of a choice only up to this number.
    static let mostWordsListed = 16

    static let exampleInstant = "2016-05-04T12:00:00Z"
}
