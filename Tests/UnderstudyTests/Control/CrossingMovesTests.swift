import TenantModel
import Testing
import Understudy
import UnderstudyTesting

@Suite("Clock moves that cross", .tags(.endToEnd))
struct CrossingMovesTests {
    @Test("all count")
    func allCount() async throws {
        try await TestTenant.with { emulator, browser in
            try await withThrowingTaskGroup { group in
                for _ in 0..<64 { group.addTask { try await browser.advance(seconds: 60) } }
                try await group.waitForAll()
            }
            #expect(emulator.tenant.unixTime == TestTenant.noon + 64 * 60)
        }
    }

    @Test("go forward only, also in the library")
    func forwardOnly() async throws {
        try await TestTenant.with { emulator, _ in
            await #expect(throws: UnderstudyError.self) { try await emulator.tenant.advance(by: .seconds(-1)) }
            let token = try await emulator.tenant.mint(client: "Legacy", user: "ada@example.com")
            try await emulator.tenant.advance(past: token)
            #expect(emulator.tenant.unixTime == TestTenant.noon + 36_000)
            await #expect(throws: UnderstudyError.self) { try await emulator.tenant.mint(client: "Nobody") }
        }
    }

    @Test("and the library knows every defect that the control API knows", arguments: TokenDefect.allCases)
    func defects(_ defect: TokenDefect) async throws {
        try await TestTenant.with { emulator, browser in
            guard defect != .algorithmConfusion, defect != .unknownKeyID else {
                _ = try await emulator.tenant.mint(client: "Asymmetric", user: "ada@example.com", defect: defect)
                return
            }
            let token = try await emulator.tenant.mint(client: "Legacy", user: "ada@example.com", defect: defect)
            #expect(token == (try await browser.minted(defect)) || defect == .badSignature)
        }
    }
}

extension Browser {
    fileprivate func minted(_ defect: TokenDefect) async throws -> String {
        try await mint([
            "client": "Legacy", "user": "ada@example.com", "defect": .string(defect.rawValue),
        ])
    }
}
