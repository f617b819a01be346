import TenantModel
import Testing
import UnderstudyTesting

/// How a bearer token may be sent.
@Suite("A bearer token")
struct BearerTests {
    @Test("has a scheme in any case", arguments: ["Bearer", "bearer", "BEARER", "bEaReR"])
    func scheme(_ scheme: String) async throws {
        try await TestTenant.with { _, browser in
            let token = try #require(try await browser.resourceOwner().json["access_token"]?.text)
            let answer = try await browser.get(browser.at("/userinfo"), fields: ["Authorization": "\(scheme) \(token)"])
            #expect(answer.status == 200)
        }
    }

    @Test(
        "malformed is refused",
        arguments: [
            "Bearer  T", "Bearer\tT", "Bearer", "Bearer ", "T", "Bearer T T", "Basic T", "BearerT", "Bearer \u{e9}T",
        ]
    )
    func malformed(_ template: String) async throws {
        try await TestTenant.with { _, browser in
            let token = try #require(try await browser.resourceOwner().json["access_token"]?.text)
            let header = template.replacing("T", with: token)
            let answer = try await browser.get(browser.at("/userinfo"), fields: ["Authorization": header])
            #expect(answer.status == 401 || answer.status == 400)
            #expect(answer.json["sub"] == nil)
        }
    }

    @Test("is sent in one way only", arguments: ["GET", "POST"])
    func twoWays(_ method: String) async throws {
        try await TestTenant.with { _, browser in
            let token = try #require(try await browser.resourceOwner().json["access_token"]?.text)
            let answer = try await browser.send(
                .init(
                    method,
                    try browser.url(browser.at("/userinfo?access_token=\(token)")),
                    fields: ["Authorization": "Bearer \(token)"]
                )
            )
            #expect(answer.refusal == "400 invalid_request: The access token must be sent in one way only")
        }
    }

    @Test("that is missing gets a bare challenge")
    func missing() async throws {
        try await TestTenant.with { _, browser in
            let answer = try await browser.get(browser.at("/userinfo"))
            #expect(answer.status == 401)
            #expect(answer.text == "Unauthorized")
            #expect(answer.fields["WWW-Authenticate"] == "Bearer realm=\"Users\"")
        }
    }
}
