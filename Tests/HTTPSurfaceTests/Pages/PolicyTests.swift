import HTTPSurface
import Testing

@Suite("A page's policy")
struct PolicyTests {
    @Test("the reference knows the examples of FIPS 180-4")
    func reference() {
        #expect(ReferenceSHA256.base64(of: "abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
        #expect(ReferenceSHA256.base64(of: "") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        #expect(
            ReferenceSHA256.base64(of: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="
        )
    }

    @Test("lets the browser run the page's own script and style, and no other", arguments: SamplePage.all)
    func hashes(_ page: SamplePage) {
        let markup = Markup(page.render("x"))
        let directives = Dictionary(
            uniqueKeysWithValues: page.policy.split(separator: "; ").map { directive in
                (directive.prefix { $0 != " " }, directive.drop { $0 != " " }.dropFirst())
            }
        )
        #expect(directives["default-src"] == "'none'")
        #expect(directives["base-uri"] == "'none'")
        #expect(directives["img-src"] == "data:")
        #expect(!page.policy.contains("unsafe-"))
        #expect(
            directives["script-src"].map(String.init)
                == markup.scripts.first.map { "'sha256-\(ReferenceSHA256.base64(of: $0))'" }
        )
        #expect(markup.scripts.count <= 1)
        // The hidden form is no document: it has nothing of its own to run.
        guard page.testDescription != "hidden form" else {
            #expect(markup.styles.isEmpty)
            return
        }
        #expect(markup.styles.count == 1)
        #expect(
            directives["style-src"].map(String.init)
                == markup.styles.first.map { "'sha256-\(ReferenceSHA256.base64(of: $0))'" }
        )
    }

    @Test(
        "no handler and no style stands in an attribute, which a policy of hashes would not run",
        arguments: SamplePage.all
    )
    func inlineAttributes(_ page: SamplePage) {
        for element in Markup(page.render("x")).elements {
            #expect(element.attributes.allSatisfy { !$0.name.hasPrefix("on") && $0.name != "style" })
        }
    }

    @Test("no page may be framed, unless it is said by whom", arguments: SamplePage.all)
    func framing(_ page: SamplePage) {
        #expect(page.policy.hasSuffix("; frame-ancestors 'none'"))
        let framed = Pages.contentSecurityPolicy(
            for: WebMessagePage.self,
            framedBy: ["https://a.example", "https://*.b.example"]
        )
        #expect(framed.hasSuffix("; frame-ancestors https://a.example https://*.b.example"))
    }

    @Test("nothing is fetched from elsewhere", arguments: SamplePage.all)
    func subresources(_ page: SamplePage) {
        let markup = Markup(page.render("/here"))
        for element in markup.elements {
            for attribute in element.attributes {
                switch attribute.name {
                case "src", "srcset", "poster", "background", "formaction", "ping": Issue.record("\(element)")
                case "href", "action":
                    let isHere = attribute.value.hasPrefix("/") && !attribute.value.hasPrefix("//")
                    #expect(isHere || attribute.value.hasPrefix("data:"), "\(element)")
                case "content": #expect(!attribute.value.contains("url="))
                default: break
                }
            }
        }
        for text in markup.styles + markup.scripts {
            for reference in ["url(", "@import", "http:", "https:", "import(", "fetch(", "XMLHttpRequest"] {
                #expect(!text.contains(reference))
            }
        }
        #expect(!markup.elements.contains { ["iframe", "object", "embed", "base", "img"].contains($0.name) })
    }
}
