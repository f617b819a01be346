import TenantModel

/// One `##KEY##` or `@@KEY@@` in a text.
struct KeywordMarker {
    let name: String
    /// True for `@@KEY@@`, which stands for the value as JSON.
    let isJSON: Bool
    /// The place in the text, with both signs at either end.
    let range: Range<String.Index>

    /// True if the name has no small letters.
    ///
    /// Other names are keywords only if they have a value: `@@password@@` in a script is the tenant's own text.
    var isConventional: Bool { !name.utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } }

    /// The marker as written.
    var text: String { isJSON ? "@@\(name)@@" : "##\(name)##" }

    /// True if the text has a marker.
    static func stand(in text: String) -> Bool { first(in: text, from: text.startIndex) != nil }

    /// The marker that the whole text consists of; nil for any other text.
    static func whole(_ text: String) -> KeywordMarker? {
        guard let marker = first(in: text, from: text.startIndex),
            marker.range == text.startIndex..<text.endIndex
        else { return nil }
        return marker
    }

    static func all(in text: String) -> [KeywordMarker] {
        var markers: [KeywordMarker] = []
        var start = text.startIndex
        while let marker = first(in: text, from: start) {
            markers.append(marker)
            start = marker.range.upperBound
        }
        return markers
    }

    static func first(in text: String, from beginning: String.Index) -> KeywordMarker? {
        let bytes = text.utf8
        var start = beginning
        while let index = bytes[start...].firstIndex(where: { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "@") }) {
            let sign = bytes[index]
            let rest = bytes[index...].dropFirst()
            if rest.first == sign {
                let name = rest.dropFirst().prefix { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
                let behind = bytes[name.endIndex...].prefix(2)
                if !name.isEmpty, behind.count == 2, behind.allSatisfy({ $0 == sign }) {
                    return KeywordMarker(
                        name: String(Substring(name)),
                        isJSON: sign == UInt8(ascii: "@"),
                        range: index..<behind.endIndex
                    )
                }
            }
            start = bytes.index(after: index)
        }
        return nil
    }
}
