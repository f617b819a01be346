import TenantModel
import Testing
@testable import World

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
