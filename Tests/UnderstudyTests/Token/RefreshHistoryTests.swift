import Synchronization
import TenantModel
import Testing
import UnderstudyTesting

/// Whatever order the machine chose, there is one in which every answer is right.
@Suite("A history of refreshes and revocations")
struct RefreshHistoryTests {
    private struct Event: Sendable {
        let token: Int
        let isRevocation: Bool
        let isGood: Bool
        /// Marks of one counter: before the request was sent, after its answer was there.
        let begun: Int
        let ended: Int
    }

    /// A small generator of one's own, so that the mix is the same every time.
    private struct Mix {
        var state: UInt64

        mutating func next(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    @Test("of 2,000 calls by 8 workers on 8 tokens is as if they had come one after the other")
    func linearizable() async throws {
        try await DelegationTenant.with { _, browser in
            var tokens: [String] = []
            for number in 0..<8 {
                let login = try await browser.logIn(at: "Mobile", scope: "openid offline_access", device: "\(number)")
                tokens.append(try #require(login.json["refresh_token"]?.text))
            }
            let counter = Counter()
            let events = try await withThrowingTaskGroup(of: [Event].self) { [tokens] group in
                for worker in 0..<8 {
                    group.addTask {
                        var mix = Mix(state: UInt64(worker + 1))
                        var events: [Event] = []
                        for _ in 0..<250 {
                            let token = mix.next(below: tokens.count)
                            let kind = mix.next(below: 400)
                            let begun = counter.next()
                            let answer: Exchange.Response
                            switch kind {
                            case 0..<4: answer = try await browser.revoke(tokens[token])
                            case 4..<200: answer = try await browser.refresh(tokens[token])
                            default:
                                answer = try await browser.delegate(
                                    DelegationCall(by: "Mobile", ["refresh_token": tokens[token]])
                                )
                            }
                            let isGood = answer.status == 200
                            if !isGood { #expect(answer.status == 403) }
                            events.append(
                                Event(
                                    token: token,
                                    isRevocation: kind < 4,
                                    isGood: isGood,
                                    begun: begun,
                                    ended: counter.next()
                                )
                            )
                        }
                        return events
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(events.count == 2000)
            #expect(events.contains { $0.isRevocation } && events.contains { !$0.isGood })
            for token in tokens.indices {
                let own = events.filter { $0.token == token }
                let revocations = own.filter(\.isRevocation)
                #expect(revocations.allSatisfy { $0.isGood })
                let uses = own.filter { !$0.isRevocation }
                let firstEnd = revocations.map(\.ended).min() ?? .max
                let firstBegin = revocations.map(\.begun).min() ?? .max
                #expect(uses.allSatisfy { !$0.isGood || $0.begun < firstEnd }, "good after a revocation was answered")
                #expect(uses.allSatisfy { $0.isGood || $0.ended > firstBegin }, "refused before any revocation began")
                let refused = uses.filter { !$0.isGood }.map(\.ended).min() ?? .max
                #expect(uses.allSatisfy { !$0.isGood || $0.begun < refused }, "good after another use was refused")
            }
        }
    }
}

private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func next() -> Int { value.add(1, ordering: .sequentiallyConsistent).newValue }
}
