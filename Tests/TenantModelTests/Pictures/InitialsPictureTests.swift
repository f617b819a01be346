import TenantModel
import Testing

@Suite("The picture of somebody who has none")
struct InitialsPictureTests {
    /// 136 by 136 pixels, white on violet: AD.
    private static let ada =
        "data:image/png;base64,"
        + "iVBORw0KGgoAAAANSUhEUgAAAIgAAACIAQMAAAAGdDERAAAABlBMVEVtKl3///+jpWODAAAAQklEQVR4AWMYBaNguIH///8z"
        + "MPz/////4BD5z8DA8J/hPwMDw/9REWwiIDCYRBgYGEZFCIr8//+fYVCIjIJRMFwAAIwXHvB2RxSSAAAAAElFTkSuQmCC"

    private static let letters = "0123456789abcdefghijklmnopqrstuvwxyz"

    @Test("is the picture itself, and short enough to be kept", arguments: Array(letters))
    func size(_ first: Character) {
        for second in Self.letters {
            let url = InitialsPicture.url(forEmail: "\(first)\(second)@example.com")
            #expect(url.hasPrefix("data:image/png;base64,iVBORw0KGgo") && url.utf8.count <= 255)
        }
    }

    @Test(
        "is that of the first two letters or digits of the address",
        arguments: [
            ("ada@example.com", "ad@example.org", true), ("A.Da@example.com", "ada@example.com", true),
            ("ada@example.com", "bo@example.com", false), ("a@bc.example", "ab@c.example", false),
            ("ü@example.com", "@", true),
        ]
    )
    func initials(_ one: String, _ other: String, _ isSame: Bool) {
        #expect((InitialsPicture.url(forEmail: one) == InitialsPicture.url(forEmail: other)) == isSame)
    }

    @Test("is the same everywhere and always")
    func constant() {
        #expect(InitialsPicture.url(forEmail: "ada@example.com") == Self.ada)
    }
}
