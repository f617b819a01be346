import TenantModel
import Testing
import Understudy
import UnderstudyTesting

@Suite("What is made in one frozen instant", .tags(.endToEnd))
struct OrderOfMakingTests {
    private static let names = ["zebra", "ape", "mole", "yak", "bee", "cat"]

    @Test("is listed in the order of its making: device credentials")
    func devices() async throws {
        try await DelegationTenant.with { _, browser in
            for name in Self.names {
                let answer = try await browser.logIn(at: "Mobile", scope: "openid offline_access", device: name)
                #expect(answer.status == 200)
            }
            let token = try await browser.managementToken("read:device_credentials")
            let devices = try await browser.manage("/device-credentials", by: token).list
            let listed = devices.compactMap { $0["device_name"]?.text }
            #expect(listed.filter(Self.names.contains) == Self.names)
            let export = try await browser.control("GET", "/export").text
            let places = Self.names.map { export.firstRange(of: "device_name: \($0)")?.lowerBound }
            #expect(places.allSatisfy { $0 != nil })
            #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        }
    }

    @Test("is listed in the order of its making: snapshots and tenants", arguments: KeptStore.allCases)
    func snapshotsAndTenants(_ store: KeptStore) async throws {
        try await store.with { _, browser in
            for name in Self.names {
                #expect(try await browser.control("POST", "/snapshots", "{\"name\":\"\(name)\"}").status < 300)
                let order = "{\"name\":\"\(name)\",\"seed\":\"version: 1\\n\"}"
                #expect(try await browser.control("POST", "/tenants", order).status < 300)
            }
            let snapshots = try await browser.control("GET", "/snapshots").json["snapshots"]?.elements
            #expect(snapshots?.compactMap { $0.object?["name"]?.text } == Self.names)
            let tenants = try await browser.control("GET", "/tenants").json["tenants"]?.elements
            #expect(tenants?.compactMap { $0.object?["name"]?.text }.suffix(6) == Self.names[...])
        }
    }

    @Test(
        "is listed in the order of its making: the tenant's log, the timeline, and what falls due",
        arguments: KeptStore.allCases
    )
    func logAndTimeline(_ store: KeptStore) async throws {
        try await store.with { _, browser in
            let people = [Person.grace, Person.ada, Person.grace]
            for person in people {
                let answer = try await browser.resourceOwner(name: person.name, password: person.password)
                #expect(answer.status == 200)
            }
            let token = try await browser.mint(["kind": "management", "client": "Legacy", "scope": "read:logs"])
            func logged(_ query: String) async throws -> [String] {
                try await browser.manage("/logs\(query)", by: token).list.filter { $0["type"] == "s" }
                    .compactMap { $0["user_name"]?.text }
            }
            #expect(try await logged("?sort=date%3A1") == people.map(\.name))
            #expect(try await logged("") == people.map(\.name).reversed())
            let coming = try await browser.control("GET", "/clock/timeline").json["events"]?.elements
            let fired = try await browser.advance("{\"by\":\"P2D\"}")["fired"]?.elements
            for events in [coming, fired] {
                let users = events?.compactMap(\.object).filter { $0["kind"] == "id_token" }
                    .compactMap { $0["user"]?.text == Person.adaID }
                #expect(users == [false, true, false])
            }
        }
    }
}
