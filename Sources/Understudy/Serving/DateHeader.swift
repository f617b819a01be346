import Synchronization
import TenantModel

/// The value of `Date`, formatted once a second.
final class DateHeader: Sendable {
    private let now: @Sendable () -> Timestamp
    private let last: Mutex<(second: Int, text: String)>

    init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
        let start = now()
        last = Mutex((start.numericDate, start.imfFixdate))
    }

    var value: String {
        let instant = now()
        return last.withLock { last in
            if last.second != instant.numericDate { last = (instant.numericDate, instant.imfFixdate) }
            return last.text
        }
    }
}

extension Timestamp {
    /// `Wed, 04 May 2016 12:00:00 GMT` (RFC 9110 §5.6.7).
    var imfFixdate: String {
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]  // 1970 began on a Thursday
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let days = (numericDate - Timestamp.earliest.numericDate) / 86_400
        let weekday = weekdays[(days + 4) % 7]  // the year 1 began on a Monday
        let text = Array(rfc3339.utf8)
        func part(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
        let month = months[(Int(part(5..<7)) ?? 1) - 1]
        return "\(weekday), \(part(8..<10)) \(month) \(part(0..<4)) \(part(11..<19)) GMT"
    }
}
