import TenantModel
import Testing

/// RFC 6749 §5.2: `error_description` has no `"`, no `\`, no control character and nothing beyond ASCII.
@Suite("An error_description")
struct ErrorDescriptionTests {
    @Test(
        "keeps what a client may be sent, and puts something like it in the place of the rest",
        arguments: [
            ("Login required", "Login required"), (#"say "no" \ or"#, "say 'no' / or"), ("a\r\nb\u{0}", "a  b "),
            ("caf\u{E9} \u{1F600}", "caf? ?"), ("\u{201C}typed\u{201D}", "'typed'"), ("", ""), ("~!'[]", "~!'[]"),
        ]
    )
    func characters(_ text: String, _ onWire: String) {
        #expect(ErrorDescription.onWire(text) == onWire)
    }
}
