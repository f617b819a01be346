import TenantModel
import Testing

@Suite("An instant")
struct TimestampTests {
    @Test("is read from RFC 3339", arguments: readings)
    func reads(_ row: (text: String, milliseconds: Int64)) {
        #expect(Timestamp(rfc3339: row.text)?.milliseconds == row.milliseconds)
    }

    static let readings: [(text: String, milliseconds: Int64)] = [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.001Z", 1), ("1969-12-31T23:59:59.999Z", -1),
        ("2016-05-04T12:00:00Z", 1_462_363_200_000), ("2016-05-04t12:00:00z", 1_462_363_200_000),
        // Leap years by four, not by a hundred, again by four hundred.
        ("2016-02-29T00:00:00Z", 1_456_704_000_000), ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("1900-02-28T23:59:59Z", -2_203_891_201_000), ("1900-03-01T00:00:00Z", -2_203_891_200_000),
        // Offsets, across midnight and across the year.
        ("2016-05-04T14:00:00+02:00", 1_462_363_200_000), ("2016-05-04T06:30:00-05:30", 1_462_363_200_000),
        ("2016-05-04T17:45:00+05:45", 1_462_363_200_000), ("1970-01-01T00:00:00-00:00", 0),
        ("1970-01-01T23:59:00+23:59", 0), ("1969-12-31T00:01:00-23:59", 0),
        // TT-16.
        ("2026-01-01T00:00:00.999+02:00", 1_767_218_400_999),
        // Fractions: cut off after milliseconds, never rounded into the next second.
        ("1970-01-01T00:00:00.1Z", 100), ("1970-01-01T00:00:00.12Z", 120), ("1970-01-01T00:00:00.1239Z", 123),
        ("1970-01-01T00:00:00.9999999999999999999999999Z", 999), ("1970-01-01T00:00:00.0004Z", 0),
        ("1969-12-31T23:59:59.5-01:00", 3_599_500),
        // The calendar's ends.
        ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ("0001-01-01T01:00:00+01:00", -62_135_596_800_000), ("9999-12-31T22:59:59.999-01:00", 253_402_300_799_999),
    ]

    @Test("is refused", arguments: refusals)
    func refuses(_ text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    static let refusals = [
        // Days and times that are not.
        "2016-02-30T00:00:00Z", "2015-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2016-04-31T00:00:00Z",
        "2016-06-31T00:00:00Z", "2016-01-32T00:00:00Z", "2016-00-10T00:00:00Z", "2016-13-10T00:00:00Z",
        "2016-01-00T00:00:00Z", "2016-01-01T24:00:00Z", "2016-01-01T00:60:00Z", "2016-12-31T23:59:60Z",
        "2016-12-31T23:59:61Z", "0000-01-01T00:00:00Z",
        // Years beyond four digits, or before them.
        "10000-01-01T00:00:00Z", "+2016-01-01T00:00:00Z", "-2016-01-01T00:00:00Z", "-001-01-01T00:00:00Z",
        "216-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59.999-00:01",
        // Zones.
        "2016-05-04T12:00:00", "2016-05-04T12:00:00.000", "2016-05-04T12:00:00+2:00", "2016-05-04T12:00:00+0200",
        "2016-05-04T12:00:00+02", "2016-05-04T12:00:00+24:00", "2016-05-04T12:00:00+02:60",
        "2016-05-04T12:00:00+02:00Z",
        "2016-05-04T12:00:00 +02:00", "2016-05-04T12:00:00UTC", "2016-05-04T12:00:00ZZ", "2016-05-04T12:00:00-",
        "2016-05-04T12:00:00\u{2212}02:00",
        // Fractions.
        "2016-05-04T12:00:00.Z", "2016-05-04T12:00:00,5Z", "2016-05-04T12:00:00.5.5Z", "2016-05-04T12:00:00.-5Z",
        // Shapes.
        "", "now", "0", "1462363200", "2016-05-04", "12:00:00Z", "2016-05-04 12:00:00Z", "2016-05-04T12:00Z",
        "20160504T120000Z", "2016-5-04T12:00:00Z", "2016-05-04T1:00:00Z", "2016/05/04T12:00:00Z",
        " 2016-05-04T12:00:00Z", "2016-05-04T12:00:00Z ", "2016-05-04T12:00:00Z\n", "2016-05-04T12:00:00Z\u{0}",
        "2016-W18-3T12:00:00Z", "2016-125T12:00:00Z", "２０１６-05-04T12:00:00Z", "٢٠١٦-05-04T12:00:00Z",
        "2016-05-0+T12:00:00Z", "2016-05-04T12:00:00Z[UTC]",
    ]

    @Test("is written in UTC with milliseconds")
    func writes() {
        #expect(Timestamp(milliseconds: 1_462_363_200_000)?.rfc3339 == "2016-05-04T12:00:00.000Z")
        #expect(Timestamp(milliseconds: -1)?.rfc3339 == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp.earliest.rfc3339 == "0001-01-01T00:00:00.000Z")
        #expect(Timestamp.latest.rfc3339 == "9999-12-31T23:59:59.999Z")
    }

    /// Counts through the calendar a day at a time, knowing no more than how long the months are.
    @Test("agrees with a calendar counted by hand from the year 1 to the year 9999, both ways")
    func everyYear() {
        func padded(_ number: Int, to width: Int) -> String {
            String(String(number + 10_000).suffix(width))
        }
        var milliseconds = Timestamp.earliest.milliseconds
        var dayNumber = 0
        for year in 1...9999 {
            let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
            for (index, days) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for day in 1...days {
                    let isEdge = year.isMultiple(of: 100) && (day == days || day == 1)
                    if isEdge || dayNumber.isMultiple(of: 331) {
                        // A different time of day each time, for free.
                        let time = (dayNumber &* 7_654_321) % 86_400_000
                        let text =
                            "\(padded(year, to: 4))-\(padded(index + 1, to: 2))-\(padded(day, to: 2))"
                            + "T\(padded(time / 3_600_000, to: 2)):\(padded(time / 60_000 % 60, to: 2))"
                            + ":\(padded(time / 1000 % 60, to: 2)).\(padded(time % 1000, to: 3))Z"
                        let instant = Timestamp(milliseconds: milliseconds + Int64(time))
                        if instant?.rfc3339 != text || Timestamp(rfc3339: text) != instant {
                            Issue.record("\(text) is \(instant?.rfc3339 ?? "nothing")")
                            return
                        }
                    }
                    milliseconds += 86_400_000
                    dayNumber += 1
                }
            }
        }
        #expect(milliseconds == Timestamp.latest.milliseconds + 1)
    }

    @Test("does not exist outside the years 1 to 9999")
    func bounds() {
        #expect(Timestamp(milliseconds: Timestamp.earliest.milliseconds) == .earliest)
        #expect(Timestamp(milliseconds: Timestamp.latest.milliseconds) == .latest)
        #expect(Timestamp(milliseconds: Timestamp.earliest.milliseconds - 1) == nil)
        #expect(Timestamp(milliseconds: Timestamp.latest.milliseconds + 1) == nil)
        #expect(Timestamp(milliseconds: .max) == nil)
        #expect(Timestamp(milliseconds: .min) == nil)
        #expect(Timestamp(numericDate: 253_402_300_799)?.rfc3339 == "9999-12-31T23:59:59.000Z")
        #expect(Timestamp(numericDate: 253_402_300_800) == nil)
        #expect(Timestamp(numericDate: .max) == nil)
        #expect(Timestamp(numericDate: .min) == nil)
    }

    @Test(
        "its NumericDate is the second it lies in, before 1970 too",
        arguments: [(0, 0), (1, 0), (999, 0), (1000, 1), (-1, -1), (-999, -1), (-1000, -1), (-1001, -2)]
    )
    func numericDate(_ row: (milliseconds: Int, seconds: Int)) {
        #expect(Timestamp(milliseconds: Int64(row.milliseconds))?.numericDate == row.seconds)
    }

    @Test("moves by durations, and is held at the calendar's ends")
    func addition() throws {
        let noon = try #require(Timestamp(rfc3339: "2016-05-04T12:00:00Z"))
        #expect((noon + .seconds(86_400)).rfc3339 == "2016-05-05T12:00:00.000Z")
        #expect((noon + .milliseconds(-1)).rfc3339 == "2016-05-04T11:59:59.999Z")
        #expect((noon - .seconds(1)).rfc3339 == "2016-05-04T11:59:59.000Z")
        #expect(noon + .microseconds(999) == noon)
        #expect(noon + .zero == noon)
        #expect(Timestamp.latest + .milliseconds(1) == .latest)
        #expect(Timestamp.earliest - .milliseconds(1) == .earliest)
        #expect(Timestamp.earliest + Timestamp.latest.duration(since: .earliest) == .latest)
        #expect((noon + .seconds(60)).duration(since: noon) == .seconds(60))
        #expect(noon.duration(since: noon + .seconds(60)) == .seconds(-60))
    }

    @Test("is held for durations that no number of milliseconds can say", arguments: enormous)
    func saturation(_ duration: Duration) {
        for instant in [Timestamp.earliest, .latest] {
            #expect(instant + duration == .latest)
            #expect(instant - duration == .earliest)
            #expect(instant + (.zero - duration) == .earliest)
        }
    }

    static let enormous: [Duration] = [
        .seconds(1 << 62), .seconds(Int64.max), .milliseconds(Int64.max), .seconds(Int64.max) + .seconds(Int64.max),
        // The last second whose milliseconds fit, and a part of the next.
        .seconds(9_223_372_036_854_775) + .milliseconds(900),
    ]

    @Test("is ordered by time")
    func order() {
        #expect(Timestamp.earliest < .latest)
        #expect([Timestamp.latest, .earliest].min() == .earliest)
    }
}
