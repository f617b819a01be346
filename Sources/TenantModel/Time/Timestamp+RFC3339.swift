/// `date-time` of RFC 3339 §5.6, by hand: Foundation's formatter takes 30 February and the year 10000.
extension Timestamp {
    /// `2016-05-04T12:00:00Z`, fractions and offsets allowed; a second of 60 is refused, and so is a missing zone.
    ///
    /// Fractions beyond milliseconds are cut off.
    package init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[range] {
                guard byte.isDigit else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), let year = number(0..<4), let month = number(5..<7),
            let day = number(8..<10), let hour = number(11..<13), let minute = number(14..<16),
            let second = number(17..<19), year >= 1, (1...12).contains(month),
            (1...Self.days(in: month, of: year)).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }

        var position = 19
        var fraction = 0
        if bytes[position] == UInt8(ascii: ".") {
            let start = position + 1
            position = start
            while position < bytes.count, bytes[position].isDigit { position += 1 }
            guard position > start else { return nil }
            for index in start..<start + 3 {
                fraction = fraction * 10 + (index < position ? Int(bytes[index] - 0x30) : 0)
            }
        }
        guard position < bytes.count else { return nil }
        var offsetMinutes = 0
        switch bytes[position] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            guard position + 1 == bytes.count else { return nil }
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard position + 6 == bytes.count, bytes[position + 3] == UInt8(ascii: ":"),
                let hours = number(position + 1..<position + 3), let minutes = number(position + 4..<position + 6),
                hours < 24, minutes < 60
            else { return nil }
            offsetMinutes = (hours * 60 + minutes) * (bytes[position] == UInt8(ascii: "-") ? -1 : 1)
        default: return nil
        }
        let seconds =
            Self.daysSince1970(year, month, day) * 86400 + hour * 3600 + (minute - offsetMinutes) * 60 + second
        self.init(milliseconds: Int64(seconds) * 1000 + Int64(fraction))
    }

    /// The first instant of a day in UTC: `2016-05-04`.
    package init?(day text: String) { self.init(rfc3339: "\(text)T00:00:00Z") }

    /// The day in UTC: `2016-05-04`.
    package var day: String { String(rfc3339.prefix(10)) }

    /// UTC with milliseconds: `2016-05-04T12:00:00.000Z`.
    package var rfc3339: String {
        let (days, rest) = Self.floorDivide(Int(milliseconds), by: 86_400_000)
        let (year, month, day) = Self.civil(daysSince1970: days)
        // By bytes: every profile has two of these, and every login makes a profile.
        return String(unsafeUninitializedCapacity: 24) { text in
            func write(_ value: Int, from start: Int, width: Int, then mark: Unicode.Scalar) {
                var rest = value
                for offset in (start..<start + width).reversed() {
                    text[offset] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                text[start + width] = UInt8(ascii: mark)
            }
            write(year, from: 0, width: 4, then: "-")
            write(month, from: 5, width: 2, then: "-")
            write(day, from: 8, width: 2, then: "T")
            write(rest / 3_600_000, from: 11, width: 2, then: ":")
            write(rest / 60_000 % 60, from: 14, width: 2, then: ":")
            write(rest / 1000 % 60, from: 17, width: 2, then: ".")
            write(rest % 1000, from: 20, width: 3, then: "Z")
            return 24
        }
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    // Both directions count from 1 March of the year 0, so that the leap day is the last day of a year.

    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = floorDivide(year, by: 400).quotient
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = floorDivide(days + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    private static func floorDivide(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
