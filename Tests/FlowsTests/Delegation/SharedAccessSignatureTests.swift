import TenantModel
import Testing
import Tokens

@testable import Flows

/// Values computed with another implementation (Python's hmac and hashlib).
@Suite("Signatures of add-ons")
struct SharedAccessSignatureTests {
    @Test("a storage key signs as the bytes it decodes to")
    func storage() throws {
        let text = "r\n2016-05-04T12:00:00Z\n2016-05-04T12:10:00Z\n/acme/photos\n\n2014-02-14\n\n\n\n\n"
        #expect(
            try SharedAccessSignature.storage(text, accessKey: "ZXhhbXBsZS1vbmx5LXN0b3JhZ2Uta2V5")
                == "Wkd150kFGyLGyd3ZyJeOO06Z0JH09FuSGA1FbDelQCk="
        )
        #expect(throws: KeyError.undecodableSecret) { try SharedAccessSignature.storage("x", accessKey: "a*b") }
        #expect(throws: KeyError.emptySecret) { try SharedAccessSignature.storage("x", accessKey: "") }
    }

    @Test("a bus key signs as the text it is")
    func bus() throws {
        let text = "http%3A%2F%2Facme.servicebus.windows.net%2Forders\n1462363500"
        #expect(
            try SharedAccessSignature.serviceBus(text, key: "ZXhhbXBsZS1vbmx5LWJ1cy1rZXk=")
                == "GV3AIBJ6dJIfSWysysR503sQJuWfvTz5WAX4RSECRgY="
        )
        #expect(throws: KeyError.emptySecret) { try SharedAccessSignature.serviceBus("x", key: "") }
    }

    @Test("a master key signs through its digest")
    func mobileServices() throws {
        let key = try HMACKey(mobileServicesMasterKey: "example-only-master-key")
        #expect(Base64.encode(key.sign("text".utf8)) == "Hpbw2NjTNXi5WWQiE+5U7zfG1TQJZZY8MEiQoyQlX7s=")
        #expect(throws: KeyError.emptySecret) { try HMACKey(mobileServicesMasterKey: "") }
    }

    @Test("a name qualifier is the digest of issuer, account and provider")
    func nameQualifier() {
        #expect(
            STSNameQualifier.of(issuer: "urn:acme", account: "123456789012", provider: "auth0")
                == "dl6zdr70f1eqrVGDlgW3FKHIdvk="
        )
    }

    @Test(
        "base64 is RFC 4648's, padded",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"), ("~~~???", "fn5+Pz8/"),
        ]
    )
    func base64(_ text: String, _ expected: String) { #expect(Base64.encode(text.utf8) == expected) }
}
