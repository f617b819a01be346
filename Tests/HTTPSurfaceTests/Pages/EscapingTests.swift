import HTTPSurface
import TenantModel
import Testing

@Suite("A hostile value on a page")
struct EscapingTests {
    static let hostile = [
        "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "</title></style></script><script>alert(1)//",
        "\" autofocus onfocus=\"alert(1)", "<!--", "-->", "]]>", "&lt;b&gt;", "&quot;", "&amp;#39;", "&",
        "javascript:x",
        "{{state}}", "{{{state}}}", "{{> stylesheet}}", "{{/connections}}", "{{% CONTENT_TYPE: TEXT}}", "{{=<% %>=}}",
        // To Swift, a mark with an accent is another character; to a browser, the mark is still there.
        "\"\u{301}\u{301} onfocus=alert(1) x=\"", "<\u{301}b>", "a<\u{338}script>", "'\u{308}", "&\u{301}lt;",
        ">\u{301}",
        "\u{0}\u{1}\u{7F}", "\u{2028}\u{2029}", "é😀\u{200D}\u{202E}",
    ]

    @Test("does not change what the page is made of", arguments: SamplePage.filled, hostile)
    func structure(_ page: SamplePage, _ value: String) {
        let harmless = Markup(page.render("harmless"))
        let markup = Markup(page.render(value))
        #expect(markup.skeleton == harmless.skeleton)
        #expect(markup.styles == harmless.styles)
        #expect(markup.scripts == harmless.scripts)
        #expect(markup.texts.count == harmless.texts.count)
    }

    @Test("is read back as it was", arguments: SamplePage.plain, hostile + ["&=#%+ \"<>'é😀"])
    func roundTrip(_ page: SamplePage, _ value: String) throws {
        let places = Self.places(of: "harmless", in: Markup(page.render("harmless")))
        #expect(!places.isEmpty)
        #expect(Self.places(of: value, in: Markup(page.render(value))) == places)
    }

    /// Numbers of the attributes and texts that are just `value`, in the order of the page.
    private static func places(of value: String, in markup: Markup) -> [Int] {
        let all = markup.elements.flatMap { $0.attributes.map(\.value) } + markup.texts
        return all.indices.filter { Array(all[$0].utf8) == Array(value.utf8) }
    }

    @Test("a carriage return reaches the application as it was sent")
    func carriageReturn() throws {
        let value = "a\r\nSet-Cookie: x=1\rb\n"
        let page = FormPostPage(redirectURI: "https://app.example/cb", parameters: [(name: "state", value: value)])
        let input = try #require(Markup(page.render()).elements.first { $0.name == "input" })
        #expect(input["value"].map { Array($0.utf8) } == Array(value.utf8))
    }

    @Test("is JSON within an attribute, and still JSON when read")
    func nested() throws {
        for value in Self.hostile {
            let members: JSONObject = ["state": .string(value), "expires_in": 7200]
            let web = Markup(WebMessagePage(targetOrigin: "https://app.example", response: members).render())
            let response = try #require(web.elements.first { $0.name == "body" }?["data-response"])
            #expect(response == members.serializedText)
            #expect(try JSONValue(parsing: response) == .object(members))

            let popup = Markup(PopupResponsePage(.response(members), origins: [value]).render())
            let body = try #require(popup.elements.first { $0.name == "body" })
            #expect(try JSONValue(parsing: body["data-message"] ?? "") == ["a": "response", "d": .object(members)])
            #expect(try JSONValue(parsing: body["data-origins"] ?? "") == [.string(value)])

            let form = Markup(HiddenForm(action: "/login/callback", wresult: "t", wctx: members).render())
            let wctx = try #require(form.elements.first { $0["name"] == "wctx" }?["value"])
            #expect(try JSONValue(parsing: wctx) == .object(members))
        }
    }
}
