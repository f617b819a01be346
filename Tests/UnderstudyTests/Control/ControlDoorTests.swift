import TenantModel
import Testing
import UnderstudyTesting

/// A web page may not drive the emulator.
@Suite("The control API")
struct ControlDoorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fields: Fields
        let status: Int
    }

    static let rows = [
        Row(testDescription: "a tool", fields: [:], status: 200),
        Row(testDescription: "a page of the emulator", fields: ["Origin": "https://tenant.localhost"], status: 200),
        Row(
            testDescription: "a page of the emulator, as browsers say it",
            fields: ["Origin": "https://tenant.localhost", "Sec-Fetch-Site": "same-origin"],
            status: 200
        ),
        Row(testDescription: "an address typed by a person", fields: ["Sec-Fetch-Site": "none"], status: 200),
        Row(testDescription: "a foreign origin", fields: ["Origin": "https://evil.example"], status: 403),
        Row(testDescription: "a client's origin", fields: ["Origin": "https://app.example"], status: 403),
        Row(testDescription: "no origin to speak of", fields: ["Origin": "null"], status: 403),
        Row(testDescription: "a file", fields: ["Origin": "file://"], status: 403),
        Row(testDescription: "another port", fields: ["Origin": "https://tenant.localhost:1"], status: 403),
        Row(testDescription: "another site", fields: ["Sec-Fetch-Site": "cross-site"], status: 403),
        Row(testDescription: "a sibling site", fields: ["Sec-Fetch-Site": "same-site"], status: 403),
        Row(testDescription: "plain text", fields: ["Content-Type": "text/plain"], status: 415),
        Row(testDescription: "a form", fields: ["Content-Type": "application/x-www-form-urlencoded"], status: 415),
        Row(testDescription: "an upload", fields: ["Content-Type": "multipart/form-data; boundary=x"], status: 415),
    ]

    @Test("answers this machine's tools and its own pages only", arguments: rows)
    func door(_ row: Row) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.control("POST", "/clock/advance", #"{"by":1}"#, fields: row.fields)
            #expect(answer.status == row.status)
            let now = try await browser.control("GET", "/clock").json["now"]
            #expect(now == (row.status == 200 ? "2016-05-04T12:00:01.000Z" : "2016-05-04T12:00:00.000Z"))
        }
    }

    @Test(
        "tells no page that it may",
        arguments: ["https://evil.example", "https://app.example", "https://tenant.localhost", "null"]
    )
    func preflight(_ origin: String) async throws {
        try await TestTenant.with { _, browser in
            for method in ["OPTIONS", "GET"] {
                let answer = try await browser.control(
                    method,
                    "/clock",
                    fields: ["Origin": origin, "Access-Control-Request-Method": "PUT"]
                )
                #expect(answer.fields.all.allSatisfy { !$0.name.lowercased().hasPrefix("access-control-") })
            }
        }
    }

    @Test(
        "is not reached by another method's name",
        arguments: ["X-HTTP-Method-Override", "X-Original-URL", "X-Method-Override"]
    )
    func overrides(_ name: String) async throws {
        try await TestTenant.with { _, browser in
            _ = try await browser.resourceOwner()
            let digest = try await browser.digest()
            let value = name == "X-Original-URL" ? "/_understudy/reset" : "DELETE"
            _ = try await browser.control("GET", "/journal", fields: Fields([.init(name, value)]))
            #expect(try await browser.digest() == digest)
            #expect(try await browser.control("GET", "/journal").text.contains("/oauth/ro"))
        }
    }
}
