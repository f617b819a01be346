import SeedReader
import TenantModel
import Testing

/// Seed format F4: a delegation that will fail is told before it does.
@Suite("Add-ons of a seed")
struct AddonsTests {
    private func warnings(_ addons: String, validate: @escaping @Sendable (String) -> String? = { _ in nil }) throws
        -> [String]
    {
        let text = "version: 1\nclients:\n  - name: A\n    addons:\n\(addons)\n"
        let reader = SeedReader(validatePrivateKey: validate)
        return try reader.read(text: text, named: "seed.yaml", now: .at("2016-05-04T12:00:00Z")).warnings
            .map(\.message)
    }

    static let rows = [
        (
            "      firebase: { client_email: a@b.c, private_key: nonsense }",
            "private_key is not PEM text (-----BEGIN PRIVATE KEY-----): delegation to firebase will fail"
        ),
        (
            "      layer: { providerId: p, keyId: k, privateKey: nonsense }",
            "privateKey is not PEM text (-----BEGIN PRIVATE KEY-----): delegation to layer will fail"
        ),
        (
            "      azure_blob: { accountName: a, containerName: c, storageAccessKey: \"a*b\" }",
            "storageAccessKey is not base64: delegation to azure_blob will fail"
        ),
        (
            "      azure_blob: { accountName: a, containerName: c, storageAccessKey: abcde }",
            "storageAccessKey is not base64: delegation to azure_blob will fail"
        ),
        ("      wams: {}", "wams has no masterkey: delegation to it will fail"),
    ]

    @Test("with a key that cannot sign are warned of", arguments: rows)
    func keys(_ addons: String, _ warning: String) throws {
        #expect(try warnings(addons) == [warning])
    }

    @Test("with keys that can are not", arguments: ["eA==", "eA", "ZXhhbXBsZS1vbmx5LXN0b3JhZ2Uta2V5", "-_+/"])
    func good(_ key: String) throws {
        #expect(
            try warnings("      azure_blob: { accountName: a, containerName: c, storageAccessKey: \"\(key)\" }").isEmpty
        )
    }

    @Test("with a private key that only its reader finds wrong are warned of, too")
    func privateKey() throws {
        let pem = "-----BEGIN PRIVATE KEY-----\n            AAAA\n            -----END PRIVATE KEY-----"
        let addons = "      firebase:\n          client_email: a@b.c\n          private_key: |\n            \(pem)"
        let told = try warnings(addons) { _ in "is too short" }
        #expect(told == ["private_key is too short: delegation to firebase will fail"])
    }
}
