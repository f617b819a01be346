import TenantModel
import Testing
import World

@Suite("A ring")
struct RingTests {
    @Test("keeps the latest, oldest first", arguments: [0, 1, 2, 3, 4, 5, 6, 7, 100])
    func bounds(_ count: Int) {
        let ring = Ring<Int>(capacity: 3)
        for number in 0..<count { ring.append(number) }
        #expect(ring.entries == Array((0..<count).suffix(3)))
    }

    @Test("begins anew when emptied, wherever it stood")
    func emptying() {
        let ring = Ring<Int>(capacity: 3)
        for number in 0..<5 { ring.append(number) }
        ring.removeAll()
        #expect(ring.entries.isEmpty)
        for number in 5..<9 { ring.append(number) }
        #expect(ring.entries == [6, 7, 8])
    }

    @Test("the outbox and the journal remember a thousand")
    func capacities() throws {
        let now = try #require(Timestamp(rfc3339: "2016-05-04T12:00:00Z"))
        let outbox = Outbox.outbox()
        let journal = Journal.journal()
        for number in 1...1001 {
            outbox.append(
                OutboxMessage(at: now, channel: .sms, to: "+1\(number)", template: "code", contents: [:])
            )
            journal.append(
                JournalEntry(
                    at: now,
                    requestID: "\(number)",
                    method: "GET",
                    path: "/",
                    parameters: [],
                    status: 200,
                    refusal: nil,
                    notes: []
                )
            )
        }
        #expect(outbox.entries.map(\.to) == (2...1001).map { "+1\($0)" })
        #expect(journal.entries.map(\.requestID) == (2...1001).map(String.init))
    }
}
