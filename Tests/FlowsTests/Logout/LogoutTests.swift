import Flows
import Logging
import Storage
import TenantModel
import Testing
import World

@Suite("Where a logout may lead")
struct LogoutTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let entry: String
        let returnTo: String
        let isAllowed: Bool
        let isAllowedStrictly: Bool

        init(_ entry: String, _ returnTo: String, _ isAllowed: Bool, strictly: Bool? = nil) {
            (self.entry, self.returnTo, self.isAllowed) = (entry, returnTo, isAllowed)
            isAllowedStrictly = strictly ?? isAllowed
        }

        var testDescription: String { "\(returnTo) with \(entry)" }
    }

    static let rows = [
        Row("https://a.example/bye", "https://a.example/bye", true),
        Row("https://a.example/bye", "https://a.example/bye?x=1", true, strictly: false),
        Row("https://a.example/bye?x=1", "https://a.example/bye?x=1", true),
        Row("https://a.example/bye?x=1", "https://a.example/bye?x=2", true, strictly: false),
        Row("https://a.example/bye?x=1", "https://a.example/bye", true, strictly: false),
        Row("https://a.example/bye", "https://a.example/bye#x", true),
        Row("https://a.example", "https://a.example/", false),
        Row("https://a.example/bye", "https://a.example/bye/", false),
        Row("https://a.example/bye", "https://a.example:443/bye", false),
        Row("https://a.example/bye", "http://a.example/bye", false),
        Row("https://*.a.example/", "https://b.a.example/", true),
        Row("https://*.a.example/", "https://c.b.a.example/", false),
        Row("https://*.a.example/", "https://a.example/", false),
        Row("https://*.a.example/", "https://evil.test/.a.example/", false),
        Row("https://a.example/bye", "https://a.example/bye#\r\nX: y", false),
        Row("com.example:/bye", "com.example:/bye", true), Row("https://a.example/bye", "javascript:alert(1)", false),
    ]

    @Test("is on the list, the query left aside but in the standard's position", arguments: rows, [false, true])
    func decision(_ row: Row, _ isStrict: Bool) async throws {
        var seed = try TestDirectory.seed(strict: isStrict)
        seed.settings.allowedLogoutURLs = [row.entry]
        let directory = TenantDirectory(seed: seed, domain: "tenant.localhost")
        let bearings = Bearings(
            clock: TenantClock(.frozen(TestDirectory.noon)),
            identifiers: Identifiers(.text("test"))
        )
        let world = World(
            bearings,
            store: MemoryStore(TenantState(seed: seed, directory: directory), bearings),
            directory: directory,
            log: Logger(label: "test")
        )
        let parameters = Parameters(["returnTo": .string(row.returnTo)])
        let isAllowed = isStrict ? row.isAllowedStrictly : row.isAllowed
        do {
            #expect(try await Logout(in: world).logout(parameters, session: nil, from: Caller()) == row.returnTo)
            #expect(isAllowed)
        } catch AuthorizationRefusal.shown(let refusal) {
            #expect(!isAllowed)
            #expect(refusal.code == .invalidRequest)
        }
    }
}
