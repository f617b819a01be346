import Foundation
import TenantModel
import Testing
import Understudy
import UnderstudyTesting

/// A tenant as a value: `GET /_understudy/export`.
@Suite("An exported tenant", .tags(.endToEnd))
struct ExportTests {
    /// A tenant in the middle of everything: logins that have begun, codes nobody has redeemed, tokens, sessions, devices.
    private static func atWork(_ body: (Emulator, Browser) async throws -> Void) async throws {
        try await Turnstile.emulators.pass {
            try await withUnderstudy(Trace.configuration()) { emulator, browser in
                try await Trace(browser: browser).play(0..<2)
                _ = try await browser.code(for: .legacy, with: ["prompt": "login"])
                _ = try await browser.open(try await browser.authorize(.conformant, with: ["prompt": "login"]))
                try await body(emulator, browser)
            }
        }
    }

    private func export(_ browser: Browser) async throws -> String {
        let answer = try await browser.control("GET", "/export")
        #expect(answer.status == 200)
        #expect(answer.fields["Content-Type"] == "application/yaml; charset=utf-8")
        #expect(answer.fields["Cache-Control"]?.contains("no-store") == true)
        return answer.text
    }

    @Test("is the same tenant when it is loaded, down to the next id and the second of its clock")
    func roundTrip() async throws {
        try await Self.atWork { _, browser in
            let text = try await export(browser)
            let digest = try await browser.digest()
            let cookies = browser.cookies
            let next = try await browser.resourceOwner(scope: "openid offline_access")
            let silent = try await browser.authorize(.legacy, "token", with: ["prompt": "none"])
            let configuration = EmulatorConfiguration(seeds: [.text(text, name: "exported.yaml")])
            try await withUnderstudy(configuration) { _, again in
                again.cookies = cookies
                #expect(try await again.digest() == digest)
                #expect(try await export(again) == text)
                #expect(try await again.resourceOwner(scope: "openid offline_access").body == next.body)
                let told = try await again.authorize(.legacy, "token", with: ["prompt": "none"])
                #expect(told.location == silent.location)
            }
        }
    }

    @Test("is a seed that check finds nothing wrong with")
    func check() async throws {
        try await Self.atWork { _, browser in
            let file = FileManager.default.temporaryDirectory.appending(path: "understudy-\(UUID().uuidString).yaml")
            defer { try? FileManager.default.removeItem(at: file) }
            try await export(browser).write(to: file, atomically: true, encoding: .utf8)
            let check = try SeedCheck(files: [file.path])
            #expect(check.remarks.filter { !$0.contains("note:") } == [])
        }
    }

    @Test("that somebody has damaged is refused with the place and the member")
    func damaged() async throws {
        try await Self.atWork { emulator, browser in
            let text = try await export(browser)
            let torn = text.replacing("\n    - id: ", with: "\n    - nid: ", maxReplacements: 100)
            try #require(torn != text)
            let answer = try await browser.control(
                "POST",
                "/tenants",
                JSONObject([("name", "torn"), ("seed", .string(torn))]).serializedText
            )
            #expect(answer.status == 400)
            #expect(answer.json["error"] == "invalid_seed")
            let complaints = answer.json["complaints"]?.elements?.compactMap(\.object) ?? []
            let paths = complaints.compactMap { $0["path"]?.text }
            #expect(paths.contains("issued.sessions[0]"), "\(paths)")
            #expect(complaints.allSatisfy { $0["message"]?.text?.contains("\"id\"") == true })
            #expect(emulator.tenants.map(\.name) == ["tenant"])
        }
    }
}
