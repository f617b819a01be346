import Crypto
import TenantModel

extension User {
    /// What the tenant makes up for a profile that says less (authentication API §17.12).
    mutating func fillProfileDefaults() {
        nickname = nickname ?? email.map(EmailAddress.localPart) ?? username
        name = name ?? email ?? username ?? phoneNumber
        picture = picture ?? email.map(Self.pictureURL)
    }

    /// The picture of an address that has none: its initials, by way of the avatar service.
    private static func pictureURL(of email: String) -> String {
        let folded = email.lowercased()
        let hash = Insecure.MD5.hash(data: Array(folded.utf8)).hexadecimal
        let initials = EmailAddress.localPart(folded).prefix(2).filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return "https://s.gravatar.com/avatar/\(hash)?s=480&r=pg"
            + "&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2F\(initials).png"
    }
}
