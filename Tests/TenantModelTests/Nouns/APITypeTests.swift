import TenantModel
import Testing

@Suite("api_type")
struct APITypeTests {
    @Test("is read by its word, and auth0 is the old one for app")
    func words() {
        for type in APIType.allCases { #expect(APIType(wire: type.rawValue) == type) }
        #expect(APIType(wire: "auth0") == .app)
        #expect(APIType(wire: "Firebase") == nil)
    }

    @Test(
        "is by default the first add-on that can be a target, in seed order",
        arguments: [
            ([], .app), (["samlp"], .app), (["samlp", "wams", "aws"], .wams), (["aws", "firebase"], .aws),
            (["app"], .app),
        ] as [([String], APIType)]
    )
    func defaults(_ addons: [String], _ expected: APIType) {
        var client = Client(id: "c", secret: "s", name: "c")
        client.addons = JSONObject(addons.map { ($0, .object([:])) })
        #expect(client.defaultAPIType == expected)
    }
}
