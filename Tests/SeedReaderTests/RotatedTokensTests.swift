import SeedReader
import TenantModel
import Testing

@Suite("What rotation leaves at a token")
struct RotatedTokensTests {
    @Test("is read, and has to be said of no token that a person writes down")
    func read() throws {
        let devices = try SeedReaderTests.read(
            """
            version: 1
            clients: [{ name: A, refresh_token: { rotation_type: rotating, leeway: 10, token_lifetime: 3600 } }]
            users: [{ email: a@example.com }]
            devices:
              - { user: a@example.com, client: A, id: new }
              - user: a@example.com
                client: A
                device_name: b
                connection: Username-Password-Authentication
                begun_at: 2016-05-04T11:30:00Z
                family: first
                replaced_at: 2016-05-04T11:59:00.5Z
                successors: [second, third]
              - { user: a@example.com, client: A, device_name: c, expires_at: never }
              - { user: a@example.com, client: A, device_name: d, expires_at: 2017-01-01T00:00:00Z }
            """
        ).seed.devices
        let noon = try Timestamp.at("2016-05-04T12:00:00Z")
        #expect(devices[0].begunAt == noon && devices[0].family == "new" && devices[0].connection == nil)
        #expect(devices[0].replacedAt == nil && devices[0].successors.isEmpty)
        #expect(devices[1].connection == "Username-Password-Authentication" && devices[1].family == "first")
        #expect(devices[1].replacedAt == (try .at("2016-05-04T11:59:00.500Z")))
        #expect(devices[1].successors == ["second", "third"])
        // Lifetime counts from the login.
        #expect(
            devices.map(\.expiresAt) == [
                noon + .seconds(3600), noon + .seconds(1800), nil, try .at("2017-01-01T00:00:00Z"),
            ]
        )
    }

    @Test("is refused where it cannot be")
    func complaintsAboutRotation() throws {
        let all = try complaints(
            about: """
                version: 1
                clients: [{ name: A, client_id: a }]
                users: [{ email: a@example.com }]
                devices:
                  - { user: a@example.com, client: a, expires_at: soon }
                  - { user: a@example.com, client: a, device_name: b, successors: [x] }
                  - { user: a@example.com, client: a, device_name: c, begun_at: 2016, replaced_at: x, family: "" }
                  - { user: a@example.com, client: a, type: public_key, device_id: 0, value: x, family: x }
                  - { user: a@example.com, client: a, device_name: d, connection: elsewhere }
                emulator: { keywords: none }
                """
        )
        #expect(
            all.filter { $0.severity == .error }.map { "\($0.keyPath): \($0.message)" } == [
                "devices[0].expires_at: expires_at \"soon\" is not an instant with a zone, nor never; "
                    + "an example: 2016-05-04T12:00:00Z",
                "devices[1].successors: missing key \"replaced_at\" in devices[1], which has successors",
                "devices[2].begun_at: begun_at \"2016\" is not an instant with a zone; "
                    + "an example: 2016-05-04T12:00:00Z",
                "devices[2].replaced_at: replaced_at \"x\" is not an instant with a zone; "
                    + "an example: 2016-05-04T12:00:00Z",
                "devices[2].family: family \"\" is empty",
                "devices[3].family: family does not belong to a device of type public_key",
                "devices[4].connection: no connection is called \"elsewhere\"",
                "emulator.keywords: expected true or false, found (4 characters); write true or false",
            ]
        )
    }
}
