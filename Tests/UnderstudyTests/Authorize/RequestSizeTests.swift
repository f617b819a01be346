import Testing
import UnderstudyTesting

@Suite("What a login may carry", .tags(.endToEnd))
struct RequestSizeTests {
    @Test("a body of more than 1,000 members is refused, as a form is")
    func members() async throws {
        try await TestTenant.with { _, browser in
            let filler = (0..<1000).map { "\"k\($0)\":\"\"" }.joined(separator: ",")
            let answer = try await browser.expectNoChange {
                try await browser.post(
                    browser.at("/authorize"),
                    json: "{\"client_id\":\"\(TestClient.legacy.id)\",\(filler)}"
                )
            }
            #expect(answer.status == 400)
            #expect(answer.text.contains("More than 1000 parameters"))
        }
    }

    @Test("16 KiB together, not a byte more, for each login under way is remembered", arguments: [0, 1])
    func bytes(_ excess: Int) async throws {
        try await TestTenant.with { _, browser in
            let fixed: [(String, String)] = [
                ("client_id", TestClient.legacy.id), ("response_type", "code"),
                ("redirect_uri", TestClient.legacy.callback), ("zz", ""),
            ]
            let used = fixed.reduce(0) { $0 + $1.0.utf8.count + $1.1.utf8.count }
            let filler = String(repeating: "z", count: 16 * 1024 - used + excess)
            let answer = try await browser.post(
                browser.at("/authorize"),
                form: [
                    "client_id": TestClient.legacy.id, "response_type": "code",
                    "redirect_uri": TestClient.legacy.callback, "zz": filler,
                ]
            )
            #expect(answer.status == (excess == 0 ? 302 : 400))
        }
    }
}
