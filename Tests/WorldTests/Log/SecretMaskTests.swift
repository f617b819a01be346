import TenantModel
import Testing
import World

@Suite("Secrets in what we write")
struct SecretMaskTests {
    private static let key =
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n"

    private let mask = SecretMask(
        configuration: [
            "API_KEY": "sk/live 4242", "DEBUG": "true", "HOME": "shop.example.com", "LONG": "sk/live 4242-and-more",
            "JSON": #"{"a":"it's \d(1)"}"#, "PIN": "123",
            "SERVICE": #"{"project":"shop","private_key":"MIIE\nvSECRET","a":[{"api_key":"0123456789"}]}"#,
            "SIGNING_KEY": key,
        ],
        clients: [Client(id: "shop", secret: "client-secret-of-shop", name: "The shop")],
        publicTexts: ["shop.example.com"]
    )

    @Test(
        "are hidden in every spelling, and the name of each is shown",
        arguments: [
            ("key sk/live 4242 is wrong", "key (hidden: configuration.API_KEY) is wrong"),
            ("sk/live 4242sk/live 4242", "(hidden: configuration.API_KEY)(hidden: configuration.API_KEY)"),
            ("sk/live 4242-and-more", "(hidden: configuration.LONG)"),
            ("?key=sk%2Flive%204242&x=1", "?key=(hidden: configuration.API_KEY)&x=1"),
            ("client-secret-of-shop", "(hidden: client_secret of shop)"),
            ("Zürich: client-secret-of-shop, Zürich", "Zürich: (hidden: client_secret of shop), Zürich"),
            ("c2svbGl2ZSA0MjQy", "(hidden: configuration.API_KEY)"),
            (
                "shop: MIIE\nvSECRET, 0123456789",
                "shop: (hidden: configuration.SERVICE), (hidden: configuration.SERVICE)"
            ),
            ("?key=sk%2flive+4242", "?key=(hidden: configuration.API_KEY)"),
            ("736b2f6c6976652034323432", "(hidden: configuration.API_KEY)"),
            ("736B2F6C6976652034323432", "(hidden: configuration.API_KEY)"),
            (#"{"k":"{\"a\":\"it's \\d(1)\"}"}"#, #"{"k":"(hidden: configuration.JSON)"}"#),
            (#""{\\\"a\\\":\\\"it's \\\\d(1)\\\"}""#, #""(hidden: configuration.JSON)""#),
            (#"{ JSON: '{"a":"it\'s \\d(1)"}' }"#, "{ JSON: '(hidden: configuration.JSON)' }"),
            (#"{ JSON: `{"a":"it's \\d(1)"}` }"#, "{ JSON: `(hidden: configuration.JSON)` }"),
            ("%7B%22a%22%3A%22it's%20%5Cd(1)%22%7D", "(hidden: configuration.JSON)"),
            ("%7B%22a%22%3A%22it%27s+%5Cd%281%29%22%7D", "(hidden: configuration.JSON)"),
            (
                "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\\n-----END PRIVATE KEY-----\\n",
                "(hidden: configuration.SIGNING_KEY)"
            ),
            ("  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC' +", "  '(hidden: configuration.SIGNING_KEY)' +"),
        ]
    )
    func spellings(_ text: String, _ expected: String) { #expect(mask.masked(text) == expected) }

    @Test("are hidden in Basic credentials, behind an id of any length", arguments: ["a", "ab", "abc", "abcd"])
    func basicCredentials(_ id: String) throws {
        let pairs = [
            "a": "YTpjbGllbnQtc2VjcmV0LW9mLXNob3A=", "ab": "YWI6Y2xpZW50LXNlY3JldC1vZi1zaG9w",
            "abc": "YWJjOmNsaWVudC1zZWNyZXQtb2Ytc2hvcA==", "abcd": "YWJjZDpjbGllbnQtc2VjcmV0LW9mLXNob3A=",
        ]
        let masked = mask.masked("Basic \(try #require(pairs[id]))")
        #expect(masked.contains("(hidden: client_secret of shop)"), "\(masked)")
        #expect(
            !masked.contains("zZWNyZXQ") && !masked.contains("2VjcmV0") && !masked.contains("zZWNyZXQ"),
            "\(masked)"
        )
    }

    @Test(
        "that were cut at the end of a text are hidden, too",
        arguments: [
            ("error: client-secret-of", "error: (hidden: client_secret of shop)"),
            ("client-secret … (truncated)", "(hidden: client_secret of shop) … (truncated)"),
            ("a client-s", "a (hidden: client_secret of shop)"),
            ("a client-", "a client-"), ("a client of ours", "a client of ours"),
        ]
    )
    func cut(_ text: String, _ expected: String) { #expect(mask.masked(text) == expected) }

    @Test(
        "are not what everybody knows, nor what is too short to be one",
        arguments: ["true", "PIN 123", "https://shop.example.com/", "shop: The shop", "", "sk/live", "日本語 é"]
    )
    func harmless(_ text: String) { #expect(mask.masked(text) == text) }

    @Test("are hidden at every depth of a document, in names as well as in values")
    func documents() {
        let document: JSONValue = [
            "sk/live 4242": 1, "list": ["client-secret-of-shop", nil, true, ["deep": "<client-secret-of-shop>"]],
        ]
        #expect(
            mask.masked(document) == [
                "(hidden: configuration.API_KEY)": 1,
                "list": [
                    "(hidden: client_secret of shop)", nil, true, ["deep": "<(hidden: client_secret of shop)>"],
                ],
            ]
        )
    }
}
