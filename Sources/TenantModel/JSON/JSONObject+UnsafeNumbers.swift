extension JSONObject {
    /// Where the first number stands that some readers of JSON would round or refuse (RFC 7493 §2.2); nil: nowhere.
    ///
    /// Tokens are read by JavaScript, too, whose numbers are exact up to 2^53.
    package var firstUnsafeNumber: String? {
        for member in members {
            if let place = member.value.unsafeNumber { return member.name + place }
        }
        return nil
    }
}

extension JSONValue {
    private static let largestExact = 1 << 53

    /// Its place within this value, as text to write behind the value's own place; empty for the value itself.
    fileprivate var unsafeNumber: String? {
        switch self {
        case .null, .bool, .string: return nil
        case .integer(let number): return number.magnitude <= Self.largestExact ? nil : ""
        case .number(let number): return number.magnitude <= Double(Self.largestExact) ? nil : ""  // NaN, too
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let place = element.unsafeNumber { return "[\(index)]\(place)" }
            }
            return nil
        case .object(let object): return object.firstUnsafeNumber.map { ".\($0)" }
        }
    }
}
