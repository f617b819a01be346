import TenantModel
import Testing
import UnderstudyTesting

@Suite("/api/v2/device-credentials", .tags(.endToEnd))
struct DeviceCredentialTests {
    private static let path = "/device-credentials"

    @Test("lists refresh tokens without their text, and deletes one, which is then refused", .tags(.golden))
    func journey() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.managementToken("read:device_credentials delete:device_credentials")
            let query =
                "?user_id=\(Person.adaID.replacing("|", with: "%7C"))&client_id=\(DelegationTenant.id("Mobile"))"
            let devices = try await browser.manage("\(Self.path)\(query)&type=refresh_token", by: token).list
            #expect(Set(devices.compactMap { $0["device_name"]?.text }) == ["Ada's phone", "Ada's tablet"])
            #expect(devices.allSatisfy { $0.names == ["id", "device_name", "type", "user_id", "client_id"] })
            let phone = try #require(devices.first { $0["device_name"] == "Ada's phone" }?["id"]?.text)
            #expect(try await browser.manage("DELETE", "\(Self.path)/\(phone)", by: token).status == 204)
            #expect(try await browser.manage("DELETE", "\(Self.path)/\(phone)", by: token).status == 204)
            #expect(try await browser.refresh(DelegationTenant.phone).status == 403)
            #expect(
                try await browser.delegate(DelegationCall(by: "Mobile", ["refresh_token": DelegationTenant.phone]))
                    .refusal == "403 invalid_grant: Unknown or invalid refresh token."
            )
            #expect(try await browser.refresh(DelegationTenant.tablet).status == 200)
            try browser.transcript.matchesGolden("Management/device-credentials.http")
        }
    }

    @Test("names the device of a login, for every combination of client, user and device")
    func combinations() async throws {
        try await DelegationTenant.with { _, browser in
            for (client, user, device) in [
                ("Mobile", Person.ada, "watch"), ("Mobile", Person.ada, "car"), ("AppX", Person.ada, "watch"),
                ("Mobile", Person.grace, "watch"),
            ] {
                let scope = "openid offline_access"
                let answer = try await browser.logIn(at: client, scope: scope, device: device, as: user)
                #expect(answer.json["refresh_token"]?.text?.utf8.count == 45)
            }
            let token = try await browser.managementToken("read:device_credentials")
            let ada = Person.adaID.replacing("|", with: "%7C")
            let mobile = DelegationTenant.id("Mobile")
            let devices = try await browser.manage("\(Self.path)?user_id=\(ada)&client_id=\(mobile)", by: token).list
            #expect(
                devices.compactMap { $0["device_name"]?.text }.filter { !$0.hasPrefix("Ada") }.sorted() == [
                    "car", "watch",
                ]
            )
        }
    }

    @Test("pages, counts and chooses fields")
    func paging() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.managementToken("read:device_credentials")
            let page = try await browser.manage(
                "\(Self.path)?page=1&per_page=2&include_totals=true&fields=id",
                by: token
            )
            #expect(page.json["total"] == 5)
            #expect(page.json["start"] == 2)
            #expect(page.json.names == ["total", "start", "limit", "device_credentials"])
            #expect(try await browser.manage("\(Self.path)?include_totals=true", by: token).json["limit"] == 50)
            let rows = page.json["device_credentials"]?.elements?.compactMap(\.object) ?? []
            #expect(rows.map(\.names) == [["id"], ["id"]])
            for query in [
                "page=-1", "page=x", "per_page=0", "per_page=101", "type=car", "page=1&page=2", "user_id[x]=1",
                "fields=secret",
            ] {
                let answer = try await browser.manage("\(Self.path)?\(query)", by: token)
                #expect(answer.status == 400)
                #expect(answer.json["errorCode"] == "invalid_query_string")
            }
        }
    }

    @Test("is refused in its own dialect where no endpoint is reached")
    func dialect() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.managementToken("read:device_credentials")
            let put = try await browser.manage("PUT", Self.path, "{}", by: token)
            #expect(
                put.managementRefusal
                    == "405 Method Not Allowed -: PUT is not a method of /api/v2/device-credentials"
            )
            #expect(put.fields["Allow"] == "GET, POST")
            // Only declared: who sends it may find the connection closed before he has read the answer.
            let large = try await browser.send(
                raw: Array(
                    """
                    POST /api/v2/device-credentials HTTP/1.1\r
                    Host: tenant.localhost\r
                    Authorization: Bearer \(token)\r
                    Content-Type: application/json\r
                    Content-Length: 2097153\r
                    \r\n
                    """.utf8
                )
            )
            #expect(large.text.hasPrefix("HTTP/1.1 413 "))
            #expect(large.text.contains(#""message":"A request body may hold 2 MiB","errorCode":"payload_too_large""#))
        }
    }

    private static let key = """
        {"device_name":"phone","type":"public_key","value":"AAAA","device_id":"0a-F9","client_id":"\(DelegationTenant.id("AppA"))"}
        """

    @Test("registers a public key for the user whose id_token it is, once")
    func create() async throws {
        try await DelegationTenant.with { _, browser in
            let token = try await browser.idToken()
            let answer = try await browser.manage("POST", Self.path, Self.key, by: token)
            #expect(answer.status == 201)
            #expect(answer.json.names == ["id"])
            let again = try await browser.expectNoChange {
                try await browser.manage("POST", Self.path, Self.key, by: token)
            }
            #expect(again.status == 409)
            let admin = try await browser.managementToken("read:device_credentials")
            let keys = try await browser.manage("\(Self.path)?type=public_key", by: admin).list
            #expect(keys.map { $0["device_id"] } == ["0a-F9"])
        }
    }

    static let malformed = [
        ("device_name", "null", "Missing required property: device_name"),
        ("type", "\"refresh_token\"", "No enum match for: refresh_token"),
        ("value", "\"?\"", "Object didn't pass validation for format base64 on property value"),
        ("client_id", "1", "Expected type string but found a number on property client_id"),
        ("value", "1", "Expected type string but found a number on property value"),
        ("device_id", "\"xyz\"", "String does not match pattern: ^[-A-Fa-f0-9]+$"),
    ]

    @Test("refuses a key of another shape", arguments: malformed)
    func refusedKey(_ name: String, _ value: String, _ why: String) async throws {
        try await DelegationTenant.with { _, browser in
            var body = try #require(try JSONValue(parsing: Self.key).object)
            body[name] = try JSONValue(parsing: value)
            let answer = try await browser.manage(
                "POST",
                Self.path,
                body.serializedText,
                by: try await browser.idToken()
            )
            #expect(answer.managementRefusal == "400 Bad Request invalid_body: Payload validation error: '\(why)'.")
        }
    }
}
