/// An instant as HTTP writes it, `Wed, 04 May 2016 12:00:00 GMT` (RFC 9110 §5.6.7), for comparison only.
struct HTTPDate: Comparable {
    private let fields: [Int]

    init?(_ text: String) {
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        // Some servers write `04-May-2016` in cookies.
        let parts = text.split { " ,-:".contains($0) }
        guard parts.count == 8, let month = months.firstIndex(of: parts[2].lowercased()), let year = Int(parts[3]),
            let day = Int(parts[1]), let hour = Int(parts[4]), let minute = Int(parts[5]), let second = Int(parts[6])
        else { return nil }
        fields = [year, month, day, hour, minute, second]
    }

    static func < (left: HTTPDate, right: HTTPDate) -> Bool { left.fields.lexicographicallyPrecedes(right.fields) }
}
