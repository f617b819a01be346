import Crypto
import TenantModel
import Tokens
import World

/// The add-on for Amazon Web Services: a made-up answer of STS to `AssumeRoleWithSAML`.
enum AWSAddon {
    private static let attributes = "https://aws.amazon.com/SAML/Attributes/"

    static func answer(_ occasion: DelegationOccasion) throws(OAuthError) -> DelegationAnswer {
        let settings = occasion.settings
        let role = try ARN(try chosen("role", occasion), kind: "role", settings)
        let principal = try ARN(try chosen("principal", occasion), kind: "saml-provider", settings)
        let session = try sessionName(occasion)
        let lifetime = try settings.positive("lifetime_in_seconds") ?? 3600
        guard (900...43_200).contains(lifetime) else {
            throw settings.refusal("has a lifetime_in_seconds of \(lifetime); AWS takes 900 to 43200")
        }
        let issuer = "urn:\(occasion.directory.domain)"
        let made = occasion.fabrication(of: [role.text, principal.text, session])
        let credentials: JSONObject = [
            "AccessKeyId": .string("ASIA" + made.text("AccessKeyId", 16, of: .capitals)),
            "SecretAccessKey": .string(made.text("SecretAccessKey", 40, of: .base64)),
            "SessionToken": .string("FwoGZXIvYXdzE" + made.text("SessionToken", 343, of: .base64) + "=="),
            "Expiration": .string((occasion.instant + .seconds(lifetime)).rfc3339),
        ]
        let assumed: JSONObject = [
            "AssumedRoleId": .string("AROA" + made.text("AssumedRoleId", 17, of: .capitals) + ":\(session)"),
            "Arn": .string("arn:aws:sts::\(role.account):assumed-role/\(role.name)/\(session)"),
        ]
        return DelegationAnswer(
            [
                "ResponseMetadata": ["RequestId": .string(made.uuid("RequestId"))],
                "Credentials": .object(credentials), "AssumedRoleUser": .object(assumed),
                "Subject": .string(occasion.login.user.rawValue), "SubjectType": "persistent",
                "Issuer": .string(issuer), "Audience": "https://signin.aws.amazon.com/saml",
                "NameQualifier": .string(
                    STSNameQualifier.of(issuer: issuer, account: principal.account, provider: principal.name)
                ),
            ],
            fabricatedFor: "AWS STS"
        )
    }

    /// The role or principal: the request's, else a rule's (`context.addonConfiguration.aws`, then `user.awsrole`),
    /// else the add-on's.
    private static func chosen(_ name: String, _ occasion: DelegationOccasion) throws(OAuthError) -> String {
        if let asked = try occasion.asked.text(name) { return asked }
        if occasion.login.shaping.addonConfiguration["aws"]?.object?[name] != nil {
            return try occasion.settings.demanded(name)
        }
        // The attribute is `role,principal`, as in AWS's SAML attribute.
        let parts = attribute("Role", or: "awsrole", occasion)?.split(separator: ",").map(String.init) ?? []
        let wanted = name == "role" ? ":role/" : ":saml-provider/"
        if let part = parts.first(where: { $0.contains(wanted) }) { return part }
        return try occasion.settings.demanded(name)
    }

    /// The value of one of AWS's SAML attributes: the user attribute that the add-on's `mappings` name, else `usual`.
    private static func attribute(_ name: String, or usual: String, _ occasion: DelegationOccasion) -> String? {
        let mapped = occasion.settings.values["mappings"]?.object?[attributes + name]?.text
        return occasion.login.profile[mapped ?? usual]?.text
    }

    private static func sessionName(_ occasion: DelegationOccasion) throws(OAuthError) -> String {
        if let name = attribute("RoleSessionName", or: "rolesessionname", occasion) {
            guard (2...64).contains(name.utf8.count), name.utf8.allSatisfy(isAllowedInSessionName) else {
                throw occasion.settings.refusal(
                    "needs a session name of 2 to 64 letters, digits and =,.@-_, and \"\(name.prefix(80))\" is none"
                )
            }
            return name
        }
        let id = occasion.login.user.rawValue.utf8.map { isAllowedInSessionName($0) ? $0 : UInt8(ascii: "-") }
        return String(decoding: id.prefix(64), as: UTF8.self)
    }

    private static func isAllowedInSessionName(_ byte: UInt8) -> Bool {
        byte.isLetterOrDigit || "_=,.@-+".utf8.contains(byte)
    }

    /// An ARN `arn:aws:iam::<account>:<kind>/<path and name>`.
    private struct ARN {
        let text: String
        let account: String
        let name: String

        init(_ text: String, kind: String, _ settings: AddonSettings) throws(OAuthError) {
            let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6, parts[0] == "arn", parts[1].hasPrefix("aws"), parts[2] == "iam", parts[3].isEmpty,
                parts[4].utf8.count == 12, parts[4].utf8.allSatisfy(\.isDigit),
                parts[5].hasPrefix("\(kind)/"), let name = parts[5].split(separator: "/").dropFirst().last
            else {
                throw settings.refusal(
                    "needs an ARN arn:aws:iam::<account>:\(kind)/<name>, not \"\(text.prefix(200))\""
                )
            }
            self.text = text
            account = String(parts[4])
            self.name = String(name)
        }
    }
}

/// `NameQualifier` of the STS answer, which names the identity provider that vouched for the user.
enum STSNameQualifier {
    /// Base64 of the SHA-1 of issuer, account and provider name, as AWS documents `AssumeRoleWithSAML`.
    ///
    /// - Parameter provider: the last part of the SAML provider's ARN.
    static func of(issuer: String, account: String, provider: String) -> String {
        Base64.encode(Insecure.SHA1.hash(data: Array("\(issuer)\(account)/\(provider)".utf8)))
    }
}
