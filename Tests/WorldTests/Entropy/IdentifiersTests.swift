import TenantModel
import Testing
import World

@Suite("Identifiers")
struct IdentifiersTests {
    /// Computed with another implementation of `HMAC-SHA256(text, kind 0 n 0 block)`; to change one breaks recordings.
    static let published: [(kind: IdentifierKind, first: String, second: String)] = [
        (.authorizationCode, "vJoUz7w_-jJh18Bu", "xOfzNEMSdnu3FtXd"),
        (.legacyAccessToken, "C0mEjWZUyBg4sNk3", "TcQz_sx5EX5-IIry"),
        (.opaqueAccessToken, "Pk5Z_1XzqG2cEiiYM3qXYWcvju12OtSR", "vYaclTwHpfdM_MyvQcBWlnp-015YmMZk"),
        (
            .refreshToken, "NO5vwa2g0dQ_mUYWi94kATwdeSB-_N0qeZD042woxvzA-",
            "7g6BfcJccu3QFVaXqpK5B9nEJ2SvLH7j0y4rUuEGAdylb"
        ),
        (.deviceCredential, "dcr_DLF2jQKCHNm2gpKt", "dcr_vXFQvLoW7WPoKPxL"),
        (.session, "Pws8ul5MfGYhG1DhAk9zbBdWaNVUiTpM", "CERjK7sd-RrKkD87IFfmHwnKG3YXXlO_"),
        (.csrf, "PWPnsqEvJt1t0uq-Vd0ZIFHM2Ke5seQY", "AA1Jr89q_1CXBdwBd7UNteIwXAbHd0jc"),
        (.browser, "LA2qdxwgZJPuyKSX4aEs05ZAk3ogmBcc", "jIeOxStDss7KDlsaHr7X2jKjz78bJpeX"),
        (.loginState, "IUnzq3wdMIOto8MObUxRgeO9ktS3ezAM", "gnNuF0Tc2R5eXUPCT95k-eVCszcR-qQr"),
        (.loginTicket, "ZxiAMnjvMTjgnemln9FeDYo4EkkDS_S1", "nOYU8Is9Po_eGv0raKKwiOGZD4k_1qp5"),
        (.providerCode, "NVZRx1hQ6IECA8cjS1Ve3_x5BMK6pIk1", "ERa6qD5nBC0fqQXj6CL7Yu0jMdWZCjiZ"),
        (.jti, "6a2e575603d14387aaca9b6f510a1a2a", "4867a221cf89fb93248bc32674c66083"),
        (.pausedLogin, "YDVD1P5tp3lWaWgA9-Ce_Bgge0B6RCra", "nvunc_5hTX6W3cTmdLj6F1J81pir3635"),
        (.ruleRun, "run_CzEGZ4CasAjEVCLP", "run_qFhSbxkiDLZlq2Mj"),
        (.ruleSeed, "Ch_cuNt-uaMy46GwSNa65MH1zF-vcLaY", "dlpZVq3xrYsIoC3EL1lX021MLlKzxzVC"),
    ]

    @Test("of a text are always the same", arguments: published)
    func fixedValues(_ row: (kind: IdentifierKind, first: String, second: String)) {
        let identifiers = Identifiers(.text("fixture"))
        #expect(identifiers.next(row.kind) == row.first)
        #expect(identifiers.next(row.kind) == row.second)
    }

    @Test("every kind has published values")
    func everyKind() {
        #expect(Set(Self.published.map(\.kind)) == Set(IdentifierKind.allCases))
    }

    @Test("draws of one kind disturb no other")
    func independence() {
        let identifiers = Identifiers(.text("fixture"))
        for _ in 0..<7 {
            for row in Self.published where row.kind != .jti { _ = identifiers.next(row.kind) }
        }
        #expect(identifiers.next(.jti) == "6a2e575603d14387aaca9b6f510a1a2a")
    }

    @Test("start again when told to")
    func restart() {
        let identifiers = Identifiers(.text("fixture"))
        let first = IdentifierKind.allCases.map(identifiers.next)
        #expect(IdentifierKind.allCases.map(identifiers.next) != first)
        identifiers.resume()
        #expect(IdentifierKind.allCases.map(identifiers.next) == first)
    }

    @Test("of another text are others, though the texts be alike")
    func otherText() {
        let texts = ["fixture", "Fixture", "fixture ", "", "0", String(repeating: "x", count: 100)]
        #expect(Set(texts.map { Identifiers(.text($0)).next(.session) }).count == texts.count)
    }

    @Test("of either entropy are distinct and in their documented shape", arguments: shapes)
    func shape(_ row: (kind: IdentifierKind, prefix: String, length: Int, alphabet: String)) {
        for entropy in [Entropy.system, .text("7")] {
            let identifiers = Identifiers(entropy)
            let drawn = (0..<10_000).map { _ in identifiers.next(row.kind) }
            #expect(Set(drawn).count == 10_000)
            #expect(drawn.allSatisfy { $0.hasPrefix(row.prefix) })
            #expect(drawn.allSatisfy { $0.utf8.count == row.prefix.utf8.count + row.length })

            var counts = [Int](repeating: 0, count: 256)
            for text in drawn { for byte in text.utf8.dropFirst(row.prefix.utf8.count) { counts[Int(byte)] += 1 } }
            let used = counts.indices.filter { counts[$0] > 0 }
            #expect(used == row.alphabet.utf8.map(Int.init).sorted())
            // Every letter as often as any other: 15 % are at least seven standard deviations.
            let expected = Double(10_000 * row.length) / Double(row.alphabet.utf8.count)
            #expect(used.allSatisfy { abs(Double(counts[$0]) - expected) < 0.15 * expected })
        }
    }

    static let shapes: [(kind: IdentifierKind, prefix: String, length: Int, alphabet: String)] = [
        (.authorizationCode, "", 16, urlSafe), (.legacyAccessToken, "", 16, urlSafe),
        (.opaqueAccessToken, "", 32, urlSafe), (.refreshToken, "", 45, urlSafe), (.loginTicket, "", 32, urlSafe),
        (.session, "", 32, urlSafe), (.csrf, "", 32, urlSafe), (.deviceCredential, "dcr_", 16, letters),
        (.jti, "", 32, "0123456789abcdef"),
    ]
    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let urlSafe = letters + "-_"

    @Test("of the system are nobody's to predict")
    func system() {
        let first = Identifiers(.system)
        let drawn = first.next(.session)
        first.resume()
        #expect(first.next(.session) != drawn)
        #expect(Identifiers(.system).next(.session) != drawn)
    }

    @Test("are distinct when many tasks draw at once")
    func concurrency() async {
        let identifiers = Identifiers(.text("fixture"))
        let drawn = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<16 { group.addTask { (0..<100).map { _ in identifiers.next(.jti) } } }
            return await group.reduce(into: [String]()) { $0 += $1 }
        }
        let alone = Identifiers(.text("fixture"))
        #expect(drawn.sorted() == (0..<1600).map { _ in alone.next(.jti) }.sorted())
    }
}
