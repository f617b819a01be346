import TenantModel
import Testing
import World

/// Rules that sign, with keys of every length and wrapping that exports hold.
@Suite("Signatures of rules")
struct SignatureTests {
    struct Key: Sendable, CustomTestStringConvertible {
        let name: String
        let publicName: String
        let algorithms: [String]
        var testDescription: String { name }
    }

    private static let rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
    private static let keys =
        [2048, 3072, 4096].flatMap { bits in
            ["rsa-\(bits)", "rsa-\(bits)-pkcs1"].map {
                Key(name: $0, publicName: "rsa-\(bits)-public", algorithms: rsa)
            }
        } + ["ec-p256", "ec-p256-sec1"].map { Key(name: $0, publicName: "\($0)-public", algorithms: ["ES256"]) }

    private func room(_ key: Key) throws -> RuleRoom {
        var room = RuleRoom()
        room.configuration = [
            "PRIVATE": try Fixtures.key(key.name), "PUBLIC": try Fixtures.key(key.publicName),
            "OTHER": try Fixtures.key("rsa-2048-other"),
        ]
        return room
    }

    @Test("jsonwebtoken signs and verifies with a key in PKCS #1, PKCS #8 or SEC 1", arguments: keys)
    func tokens(_ key: Key) async throws {
        var room = try room(key)
        room.user["algorithms"] = .array(key.algorithms.map(JSONValue.string))
        let run = await room.run(
            """
            function (user, context, callback) {
              const jwt = require('jsonwebtoken');
              user.seen = user.algorithms.map((algorithm) => {
                const token = jwt.sign({ sub: 'ada' }, configuration.PRIVATE, { algorithm, noTimestamp: true });
                const claims = jwt.verify(token, configuration.PUBLIC, { algorithms: [algorithm] });
                const forged = token.slice(0, -8) + (token.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA');
                let refused = false;
                try { jwt.verify(forged, configuration.PUBLIC, { algorithms: [algorithm] }); } catch (error) { refused = error.message; }
                return [jwt.decode(token, { complete: true }).header.alg, claims.sub, refused];
              });
              callback(null, user, context);
            }
            """
        )
        #expect(
            run.user?["seen"] == .array(key.algorithms.map { [.string($0), "ada", "invalid signature"] }),
            "\(run.outcome)"
        )
    }

    @Test("crypto signs in both ways of RSA, and the one does not verify as the other")
    func crypto() async throws {
        let run = await (try room(Self.keys[4])).run(
            """
            function (user, context, callback) {
              const crypto = require('crypto');
              const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = crypto.constants;
              const pss = crypto.createSign('RSA-SHA256').update('text').sign({ key: configuration.PRIVATE, padding, saltLength });
              const longest = crypto.createSign('RSA-SHA256').update('text').sign({ key: configuration.PRIVATE, padding });
              const pkcs1 = crypto.createSign('RSA-SHA256').update('text').sign(configuration.PRIVATE);
              const verify = (signature, key) => crypto.createVerify('RSA-SHA256').update('text').verify(key, signature);
              user.seen = [
                verify(pss, { key: configuration.PUBLIC, padding, saltLength }), verify(pss, { key: configuration.PUBLIC, padding }),
                verify(longest, { key: configuration.PUBLIC, padding }), verify(longest, { key: configuration.PUBLIC, padding, saltLength }),
                verify(pkcs1, configuration.PUBLIC), verify(pss, configuration.PUBLIC), verify(pkcs1, { key: configuration.PUBLIC, padding }),
                verify(pkcs1, configuration.OTHER), pss.length,
              ];
              callback(null, user, context);
            }
            """
        )
        #expect(run.user?["seen"] == [true, true, true, false, true, false, false, false, 512], "\(run.outcome)")
    }

    @Test("a key that cannot do what is asked is told in words")
    func wrongKeys() async throws {
        let run = await (try room(Self.keys[6])).run(
            """
            function (user, context, callback) {
              const jwt = require('jsonwebtoken');
              const why = (work) => { try { return work(); } catch (error) { return error.message; } };
              user.seen = [
                why(() => jwt.sign({}, configuration.PRIVATE, { algorithm: 'PS256' })),
                why(() => jwt.sign({}, configuration.PUBLIC, { algorithm: 'ES256' })),
              ];
              callback(null, user, context);
            }
            """
        )
        #expect(
            run.user?["seen"] == [
                "The key cannot sign with sha256", "The key is not a private key in PEM (PKCS #8, PKCS #1 or SEC 1)",
            ],
            "\(run.outcome)"
        )
    }
}
