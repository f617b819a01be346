import TenantModel
import Testing

/// RFC 7493 §2.2.
@Suite("A number that readers of JSON round")
struct UnsafeNumbersTests {
    private static let largest = 9_007_199_254_740_992

    @Test(
        "is found with its place",
        arguments: [
            (["a": .integer(largest)], nil), (["a": .integer(largest + 1)], "a"), (["a": .integer(-largest - 1)], "a"),
            (["a": .integer(.min)], "a"), (["a": .number(1e300)], "a"), (["a": .number(0.1)], nil),
            (["a": "9007199254740993"], nil), (["a": ["b": [0, .integer(.max)]]], "a.b[1]"),
            (["a": [[0, ["b": .number(1e16)]]]], "a[0][1].b"),
            (["https://a.example/x": .number(.infinity)], "https://a.example/x"), (["a": .number(.nan)], "a"),
        ] as [(JSONObject, String?)]
    )
    func place(_ object: JSONObject, _ place: String?) {
        #expect(object.firstUnsafeNumber == place)
    }
}
