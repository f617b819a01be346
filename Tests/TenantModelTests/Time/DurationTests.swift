import TenantModel
import Testing

@Suite("An ISO 8601 duration")
struct DurationTests {
    @Test("is read", arguments: readings)
    func reads(_ row: (text: String, duration: Duration)) {
        #expect(Duration(iso8601: row.text) == row.duration)
    }

    static let readings: [(text: String, duration: Duration)] = [
        ("PT10H", .seconds(36_000)), ("P1D", .seconds(86_400)), ("P2W", .seconds(1_209_600)), ("PT0S", .zero),
        ("P1DT2H3M4S", .seconds(93_784)), ("PT90M", .seconds(5400)), ("PT1H30S", .seconds(3630)), ("P0D", .zero),
        ("PT0.5S", .milliseconds(500)), ("PT0.05S", .milliseconds(50)), ("PT1.2345S", .milliseconds(1234)),
        ("PT1.0S", .seconds(1)), ("PT007S", .seconds(7)), ("PT0.00000000000000000000009S", .zero),
        ("PT9223372036854775S", .seconds(9_223_372_036_854_775)),
        ("PT9223372036854775.807S", .milliseconds(Int64.max)),
    ]

    @Test("is refused", arguments: refusals)
    func refuses(_ text: String) {
        #expect(Duration(iso8601: text) == nil)
    }

    static let refusals = [
        "", "P", "PT", "P1DT", "T1H", "1H", "10", "PT10", "P10", "PTS", "PT10h", "pt10H", "PT 10H", " PT10H", "PT10H ",
        "-PT10H", "PT-10H", "PT+10H", "+PT10H",
        // Years and months have no fixed length; M before T is a month.
        "P1Y", "P1M", "P1Y2M3D", "P1MT1M",
        // Out of order, twice, on the wrong side of T.
        "PT1S1H", "PT1M1M", "P1D1W", "PT1D", "PT1W", "P1H", "PT1HT1M", "P1D1D",
        // Fractions of anything but seconds, and half-written ones.
        "PT1.5H", "P0.5D", "PT.5S", "PT1.S", "PT1.2.3S", "PT1,5S",
        // Numbers that do not fit, alone or together.
        "PT9223372036854776S", "PT9223372036854775.808S", "P99999999999999999999D", "P106751991168DT99999H",
        "PT9223372036854775.807S1S", "PT٣S", "PT３S",
    ]
}
