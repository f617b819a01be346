import TenantModel
import Testing
@testable import World

@Suite("The tenant's log")
struct TenantLogTests {
    private let noon = Timestamp(rfc3339: "2016-05-04T12:00:00.250Z") ?? .earliest

    @Test("keeps the latest thousand, in order, each under a number of its own")
    func bounded() {
        let log = TenantLog()
        for index in 0..<2500 { log.append(.login, at: noon) { $0.userName = String(index) } }
        #expect(log.entries.count == 1000)
        #expect(log.entries.first?.userName == "1500")
        #expect(Set(log.entries.map(\.id)).count == 1000)
        #expect(log.entries.map(\.id) == log.entries.map(\.id).sorted())
        #expect(log.entries.allSatisfy { $0.id.utf8.count == 56 && $0.id.hasPrefix("90020160504120000250") })
        log.resume([], written: 0)
        log.append(.login, at: noon) { _ in }
        #expect(log.entries.first?.id.hasSuffix("0001") == true)
    }
}
