import TenantModel
import Testing
import UnderstudyTesting

/// What is not played says so.
@Suite("A path of the real tenant that is not played")
struct UnservedPathTests {
    static let documented = [
        ("POST", "/dbconnections/signup"), ("POST", "/dbconnections/change_password"),
        ("POST", "/passwordless/start"), ("POST", "/passwordless/verify"), ("GET", "/passwordless/verify_redirect"),
        ("POST", "/co/authenticate"), ("GET", "/user/ssodata"), ("GET", "/user/ssodata/"),
        ("GET", "/user/geoloc/country"),
        ("POST", "/oauth/device/code"), ("POST", "/mfa/challenge"),
        ("POST", "/oidc/register"),
        ("POST", "/unlink"), ("GET", "/samlp/abc"),
        ("GET", "/wsfed/abc"),
        ("GET", "/client/\(TestClient.legacy.id).js"), ("GET", "/info-v1.js"), ("GET", "/relay.html"),
        ("GET", "/api/users"),
        ("POST", "/users/auth0%7C1/impersonate"), ("GET", "/public/api/users"), ("GET", "/_understudy/faults"),
    ]

    @Test("answers 501, and is in the journal", arguments: documented)
    func shouts(_ method: String, _ path: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.send(.init(method, try browser.url(browser.at(path))))
            #expect(answer.status == 501)
            #expect(answer.json["error"] == "not_emulated")
            let entries = try await browser.control("GET", "/journal").json["entries"]?.elements
            if path.hasPrefix("/_understudy/") { return }
            let entry = try #require(entries?.last?.object)
            #expect(entry["path"] == .string(path))
            #expect(entry["error"] == "not_emulated")
            #expect(entry["status"] == 501)
        }
    }

    /// The official SDKs repeat whatever is 500 and above, and take 404 for "this tenant has no such feature".
    @Test(
        "under /api/v2 answers 404 in that API's own words, and is in the journal",
        arguments: [
            ("GET", "/api/v2/users"), ("GET", "/api/v2/users/auth0%7C1"), ("PATCH", "/api/v2/clients/x"),
            ("GET", "/api/v2/users/auth0|1"), ("GET", "/api/v2"), ("GET", "/api/v2/"),
        ]
    )
    func management(_ method: String, _ path: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.send(.init(method, try browser.url(browser.at(path))))
            #expect(answer.json.names == ["statusCode", "error", "message", "errorCode"])
            #expect(
                answer.managementRefusal
                    == "404 Not Found not_emulated: \(path) is part of the real tenant, but is not emulated here."
            )
            #expect(answer.status == 404)
            let entries = try await browser.control("GET", "/journal").json["entries"]?.elements
            #expect(entries?.last?.object?["error"] == "not_emulated")
        }
    }

    @Test(
        "is not one that nobody has: that is 404",
        arguments: [
            "/nothing", "/oauth", "/oauth/token/x", "/../etc/passwd", "/%2e%2e/etc/passwd", "/..%5c", "/authorize%00",
            "/static/../x",
        ]
    )
    func unknown(_ path: String) async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(browser.at(path))
            #expect(answer.status == 404)
            #expect(answer.json["error"] == "not_found")
        }
    }
}
