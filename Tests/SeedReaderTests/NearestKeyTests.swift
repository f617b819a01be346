import Testing

@testable import SeedReader

@Suite("The nearest key")
struct NearestKeyTests {
    @Test(
        "F2: within two typing errors, or a third of a longer name",
        arguments: [
            ("callbaks", "callbacks"), ("clientId", "client_id"), ("client-id", "client_id"),
            ("CLIENT_ID", "client_id"),
            ("nmae", "name"), ("allowed_origin", "allowed_origins"), ("web_orgnis", "web_origins"), ("sso", "sso"),
            ("jwt_config", nil), ("zzz", nil), ("x", nil),
        ]
    )
    func nearest(written: String, meant: String?) {
        let keys = ["callbacks", "client_id", "name", "allowed_origins", "web_origins", "sso", "jwt_configuration"]
        #expect(NearestKey.nearest(to: written, among: keys) == meant)
    }

    @Test("F2: of equally near keys the first in the alphabet")
    func ties() { #expect(NearestKey.nearest(to: "bat", among: ["cat", "bar", "hat"]) == "bar") }

    @Test(
        "distances",
        arguments: [
            ("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("abc", "acb", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
        ]
    )
    func distance(left: String, right: String, expected: Int) {
        #expect(NearestKey.distance(Array(left), Array(right)) == expected)
        #expect(NearestKey.distance(Array(right), Array(left)) == expected)
    }
}
