/// How large a seed may be, and anything in it: what reads seeds, what writes them and whoever changes a tenant keeps to
/// the same bounds, so that what a tenant has taken can be exported and loaded again.
package enum SeedLimits {
    /// Of a seed's file: an export of 400,000 users fits.
    package static let mostBytes = 256 << 20
    /// What keywords may add to a seed.
    package static let mostBytesOfKeywords = 16 << 20
    /// Of a script, a key or a page beside a seed.
    package static let mostBytesOfAttachedFile = 1 << 20

    /// Levels of nesting of open data: metadata, claims, what a request or a rule may send.
    package static let mostLevelsOfData = 64
    /// Of a whole seed, and of what rules leave behind: both wrap a few levels around open data.
    package static let mostLevels = mostLevelsOfData + 32

    /// Members of one object: they are kept in order and looked up one by one.
    package static let mostMembers = 1000

    /// Of a member's name as it is written: YAML readers look no further for the colon behind a key.
    package static let longestName = 1024

    /// What is too large about open data, as the end of a sentence that begins with it; nil where it fits.
    package static func fault(in value: JSONValue, levels: Int = mostLevelsOfData) -> String? {
        switch value {
        case .null, .bool, .integer, .number, .string: return nil
        case .array(let elements):
            guard levels > 0 else { return tooDeep }
            return firstFault(in: elements, levels: levels - 1)
        case .object(let object):
            guard levels > 0 else { return tooDeep }
            guard object.members.count <= mostMembers else {
                return "has an object with more than \(mostMembers) members"
            }
            guard object.members.allSatisfy({ isShortEnough($0.name) }) else { return tooLongAName }
            return firstFault(in: object.members.lazy.map(\.value), levels: levels - 1)
        }
    }

    /// A loop, because `first` of a lazy `compactMap` does the work twice at every level: 2 to the 64th times in all.
    private static func firstFault(in values: some Sequence<JSONValue>, levels: Int) -> String? {
        for value in values {
            if let fault = fault(in: value, levels: levels) { return fault }
        }
        return nil
    }

    private static let tooDeep = "is nested deeper than \(mostLevelsOfData) levels"
    package static let tooLongAName =
        "has a member whose name is longer than \(longestName) characters as YAML writes it"

    /// Whether a member may have this name.
    package static func isShortEnough(_ name: String) -> Bool {
        // No character is written with more than six for each of its own bytes.
        name.utf8.count * 6 + 2 <= longestName || lengthAsKey(name) <= longestName
    }

    /// The most characters that a writer needs for the name: in quotes, with what is invisible as an escape.
    package static func lengthAsKey(_ name: String) -> Int {
        name.unicodeScalars.reduce(2) { length, scalar in
            switch scalar {
            case "\"", "\\", "\n", "\r", "\t": length + 2
            case _ where scalar.isShown: length + 1
            case _ where scalar.value < 0x10000: length + 6
            default: length + 10
            }
        }
    }
}

extension Unicode.Scalar {
    /// Neither invisible nor a sign to whoever writes or shows the text.
    package var isShown: Bool {
        guard !isASCII else { return (0x20...0x7E).contains(value) }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: self == "\u{200D}"
        case .spaceSeparator: false
        default: true
        }
    }
}
