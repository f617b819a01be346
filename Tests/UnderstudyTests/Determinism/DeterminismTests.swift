import TenantModel
import Testing
import Understudy
import UnderstudyTesting

/// The same requests get the same bytes, as with `serve --entropy 42 --clock 2016-05-04T12:00:00Z`.
@Suite("A trace of a thousand requests", .tags(.endToEnd))
struct DeterminismTests {
    /// What was said, the numbers of the requests included, which transcripts leave out.
    private struct Account: Hashable {
        var exchanges: [Exchange] = []

        var transcript: Transcript { Transcript(exchanges) }
        var requestIDs: [String?] { exchanges.map { $0.response.fields["X-Auth0-RequestId"] } }
    }

    /// The process ends in the middle, and another goes on.
    private static func restarted() async throws -> Account {
        try await KeptStore.withFolder { folder in
            let configuration = try Trace.configuration(.file(folder + "/state.db"))
            var account = Account()
            var cookies = CookieJar()
            for laps in [0..<11, 11..<12, 12..<Trace.laps] {
                try await Turnstile.emulators.pass {
                    try await withUnderstudy(configuration) { _, browser in
                        browser.cookies = cookies
                        try await Trace(browser: browser).play(laps)
                        cookies = browser.cookies
                        account.exchanges += browser.transcript.exchanges
                    }
                }
            }
            return account
        }
    }

    /// Twenty other tenants of the process are never idle meanwhile.
    private static func amidNeighbours() async throws -> Account {
        try await Turnstile.emulators.pass {
            try await withUnderstudy(Trace.configuration()) { emulator, browser in
                try await withThrowingTaskGroup(of: Void.self) { neighbours in
                    for number in 1...20 {
                        let tenant = try await emulator.makeTenant(named: "neighbour-\(number)", entropy: "42")
                        neighbours.addTask {
                            while !Task.isCancelled {
                                _ = try await tenant.mint(.refresh, client: "Legacy", user: Person.ada.name)
                                _ = try await tenant.mint(.access, client: "Legacy", user: Person.ada.name)
                                try await tenant.advance(by: .seconds(40_000))
                                try await Task.sleep(for: .milliseconds(50))
                            }
                        }
                    }
                    try await Trace(browser: browser).play(0..<Trace.laps)
                    neighbours.cancelAll()
                }
                return Account(exchanges: browser.transcript.exchanges)
            }
        }
    }

    @Test("is the same in every byte across restarts from a store, and amid twenty busy tenants")
    func sameBytes() async throws {
        let first = try await Self.restarted()
        #expect(first.exchanges.count >= 1000)
        #expect(Set(first.exchanges.map(\.response.status)).isSuperset(of: [200, 302, 303, 401, 403]))
        let other = try await Self.amidNeighbours()
        #expect(other.exchanges.count == first.exchanges.count)
        for (mine, theirs) in zip(first.exchanges, other.exchanges)
        where "\(Transcript([mine]))" != "\(Transcript([theirs]))" {
            Issue.record("\(Transcript([mine]))\n--- differs from ---\n\(Transcript([theirs]))")
            return
        }
        #expect(other.requestIDs == first.requestIDs)
        // Of another process, on another day: a change here changes every user's goldens.
        #expect(first.transcript.digest == "9740083f9bb173823686895b248d8eb1b2448d51010035c73c49ab603455d645")
    }
}
