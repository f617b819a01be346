extension Duration {
    /// `PnDTnHnMnS` or `PnW` (ISO 8601), without years and months, which have no fixed length.
    ///
    /// Seconds may have a fraction.
    package init?(iso8601 text: String) {
        var rest = Substring(text)
        guard rest.popFirst() == "P", !rest.isEmpty else { return nil }
        var milliseconds: Int64 = 0
        var inTime = false
        var units = Substring("WD")
        while !rest.isEmpty {
            if !inTime, rest.first == "T" {
                rest.removeFirst()
                inTime = true
                units = "HMS"
                guard !rest.isEmpty else { return nil }
            }
            let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            rest = rest.dropFirst(digits.count)
            guard let unit = rest.popFirst(), let place = units.firstIndex(of: unit),
                let amount = Self.milliseconds(digits, of: unit)
            else { return nil }
            units = units[units.index(after: place)...]
            let (sum, overflow) = milliseconds.addingReportingOverflow(amount)
            guard !overflow else { return nil }
            milliseconds = sum
        }
        self = .milliseconds(milliseconds)
    }

    private static func milliseconds(_ digits: Substring, of unit: Character) -> Int64? {
        let lengths: [Character: Int64] = [
            "W": 604_800_000, "D": 86_400_000, "H": 3_600_000, "M": 60_000, "S": 1000,
        ]
        guard let length = lengths[unit] else { return nil }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == 2 && unit == "S", let whole = Int64(parts[0]), whole >= 0 else {
            return nil
        }
        var fraction: Int64 = 0
        if parts.count == 2 {
            guard !parts[1].isEmpty, let value = Int64(parts[1].prefix(3)) else { return nil }
            fraction = value * [100, 10, 1][min(parts[1].count, 3) - 1]
        }
        let (product, overflow) = whole.multipliedReportingOverflow(by: length)
        let (sum, carry) = product.addingReportingOverflow(fraction)
        return overflow || carry ? nil : sum
    }
}
