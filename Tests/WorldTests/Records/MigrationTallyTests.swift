import TenantModel
import Testing
@testable import World

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
