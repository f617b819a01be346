import TenantModel
import Testing
@testable import World

@Suite("The tenant's log")
struct TenantLogTests {
    private let noon = Timestamp(rfc3339: "2016-05-04T12:00:00.250Z") ?? .earliest

    @Test("RX-20: keeps the latest thousand, in order, each under a number of its own")
    func bounded() {
        let log = TenantLog()
        for index in 0..<2500 { log.append(.login, at: noon) { $0.userName = String(index) } }
        #expect(log.entries.count == 1000)
        #expect(log.entries.first?.userName == "1500")
        #expect(Set(log.entries.map(\.id)).count == 1000)
        #expect(log.entries.map(\.id) == log.entries.map(\.id).sorted())
        #expect(log.entries.allSatisfy { $0.id.utf8.count == 56 && $0.id.hasPrefix("90020160504120000250") })
        log.removeAll()
        log.append(.login, at: noon) { _ in }
        #expect(log.entries.first?.id.hasSuffix("0001") == true)
    }
}

@Suite("The tally of old calls")
struct MigrationTallyTests {
    private let noon = Timestamp(rfc3339: "2016-05-04T12:00:00Z") ?? .earliest

    @Test("counts by client and piece, answered and refused apart")
    func counts() {
        let tally = MigrationTally()
        for isAnswered in [true, true, false] {
            _ = tally.count(.tokenInfo, by: "b", answered: isAnswered, at: noon)
        }
        _ = tally.count(.resourceOwner, by: "a", answered: true, at: noon + .seconds(5))
        #expect(tally.uses.map(\.client) == ["a", "b"])
        #expect(tally.uses.map(\.answered) == [1, 2])
        #expect(tally.uses.map(\.refused) == [0, 1])
        #expect(tally.uses[0].firstAt == noon + .seconds(5))
    }

    @Test("asks for a notice once an hour for each piece, and again after the clock went back")
    func notices() {
        let tally = MigrationTally()
        func isNoted(_ seconds: Int, _ piece: LegacyPiece = .tokenInfo) -> Bool {
            tally.count(piece, by: "a", answered: true, at: noon + .seconds(seconds))
        }
        #expect(isNoted(0))
        #expect(!isNoted(3599))
        #expect(isNoted(10, .resourceOwner))
        #expect(isNoted(3600))
        #expect(isNoted(-5))
        #expect(!isNoted(0))
    }
}

@Suite("The limit on delegations")
struct DelegationLimitTests {
    private let noon = Timestamp(rfc3339: "2016-05-04T12:00:00Z") ?? .earliest

    @Test("has room for ten in a minute, by address and user")
    func window() {
        let limit = DelegationLimit()
        for call in 1...12 {
            let standing = limit.count(from: "::1", for: "u", at: noon + .seconds(call))
            #expect(standing.isExceeded == (call > 10))
            #expect(standing.remaining == max(0, 10 - call))
            #expect(standing.resetsAt == noon + .seconds(61))
        }
        #expect(!limit.count(from: "127.0.0.1", for: "u", at: noon + .seconds(13)).isExceeded)
        #expect(!limit.count(from: "::1", for: "v", at: noon + .seconds(13)).isExceeded)
        #expect(limit.count(from: "::1", for: "u", at: noon + .seconds(60)).isExceeded)
        #expect(!limit.count(from: "::1", for: "u", at: noon + .seconds(61)).isExceeded)
    }
}

@Suite("Fabricated values")
struct FabricationTests {
    private func made(_ seed: String = "0", _ occasion: [String] = ["aws", "ada"]) -> Fabrication {
        var emulator = EmulatorSettings(name: "tenant")
        emulator.randomSeed = seed
        return Fabrication(by: emulator, about: occasion)
    }

    @Test("are the same for the same seed, occasion and name, and for no other")
    func functions() {
        let text = made().text("key", 40, of: .base64)
        #expect(made().text("key", 40, of: .base64) == text)
        #expect(made().text("key", 100, of: .base64).hasPrefix(text))
        #expect(made("1").text("key", 40, of: .base64) != text)
        #expect(made("0", ["aws", "grace"]).text("key", 40, of: .base64) != text)
        #expect(made("0", ["awsada"]).text("key", 40, of: .base64) != text)
        #expect(made().text("other", 40, of: .base64) != text)
    }

    @Test("have the length and letters asked for")
    func shape() {
        #expect(
            made().text("id", 16, of: .capitals).utf8.allSatisfy {
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8.contains($0)
            }
        )
        #expect(made().text("token", 343, of: .base64).utf8.count == 343)
        #expect(
            made().uuid("request").wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/)
                != nil
        )
    }
}
