import SeedReader
import TenantModel
import Testing

@Suite("What a seed omits is derived")
struct DerivedValuesTests {
    /// Expected values were computed apart from this code, with Python's `hmac`.
    @Test("E6, SE-19: from random_seed, kind and natural key alone")
    func fixedValues() throws {
        let seed = try read(
            """
            version: 1
            emulator: { random_seed: acme-dev }
            clients: [{ name: My App }]
            connections: [{ name: facebook, strategy: facebook }]
            rules: [{ name: add-plan, script: "function () {\\n}" }]
            users:
              - { email: Ada@Example.com }
              - { user_id: facebook|1 , email: grace@example.com }
            devices: [{ user: ada@example.com, client: My App, device_name: phone }]
            """
        ).seed
        #expect(seed.clients[0].id == "rdO3MhquGkrmEbPYBn4jzLHHknswDDHM")
        #expect(seed.clients[0].secret == "YkkN4dkYxGLBUDT-sGesLgaSJKR5i0uZUh5EPBN284OEox-uvXKBE5kCMdYsPHTk")
        #expect(seed.globalClient.id == "tqaY9AYWycrHCDggKEXyZylL7wboBxvA")
        #expect(seed.globalClient.secret == "ngnaFmzsV9dwpB1C2dWSGPqcy7rYj8gEYMdURPxUuhBVbVpWvtFbB2idrQgjdbYQ")
        #expect(seed.connections[0].id == "con_z25EQLdMMfHbDtsd")
        #expect(seed.rules[0].id == "rul_Z40oQrM0n6P3IPgK")
        #expect(seed.users[0].id == "auth0|d08148803e892b7f160f27c1")
        #expect(seed.users[1].identities[0].accessToken == "dfU3dAGqElVf2gl8SeEHjfpIb20wTVTGKELqDzZt")
        #expect(seed.devices[0].id == "dcr_LzPWaL0aT9IGbv8M")
        #expect(seed.devices[0].secret == "t5X107WYRyL5Spo_4_wgNUuNnaJWCh3sX5ibbRYuf6UjH")
    }

    @Test("E6: a new client or another clock changes nothing else")
    func independence() throws {
        let alone = try read("version: 1\nclients: [{ name: My App }]\nusers: [{ email: a@example.com }]\n").seed
        let amid = try read(
            """
            version: 1
            emulator: { clock: 2001-01-01T00:00:00Z, entropy: other }
            users: [{ email: b@example.com }, { email: a@example.com }]
            clients: [{ name: Other }, { name: My App }]
            """
        ).seed
        #expect(alone.clients[0].id == amid.clients[1].id)
        #expect(alone.clients[0].secret == amid.clients[1].secret)
        #expect(alone.users[0].id == amid.users[1].id)
        let other = try read("version: 1\nemulator: { random_seed: 1 }\nclients: [{ name: My App }]\n").seed
        #expect(alone.clients[0].id != other.clients[0].id)
    }

    @Test("a client called global is not the global client")
    func clientNamedGlobal() throws {
        let seed = try read("version: 1\nclients: [{ name: global }]\n").seed
        #expect(seed.clients[0].id != seed.globalClient.id)
        #expect(seed.globalClient.isGlobal && seed.globalClient.name == "All Applications")
    }

    @Test("but no two users get one user_id, whichever keys it is made of")
    func sameNaturalKey() throws {
        let rejected = #expect(throws: SeedRejected.self) {
            try read(
                """
                version: 1
                users:
                  - { email: ada@example.com, password: example-only }
                  - { username: ada@example.com, password: example-too }

                """
            )
        }
        let complaints = rejected?.complaints.filter { $0.code == .duplicate } ?? []
        #expect(complaints.map(\.message.description).count == 1)
        #expect(complaints.first?.message.contains(#"made of username "ada@example.com""#) == true, "\(complaints)")
    }
}
