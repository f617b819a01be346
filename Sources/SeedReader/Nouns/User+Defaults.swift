import TenantModel

extension User {
    /// Fills `nickname`, `name` and `picture` from the e-mail address, user name or phone number if they are missing.
    mutating func fillProfileDefaults() {
        nickname = nickname ?? email.map(EmailAddress.localPart) ?? username
        name = name ?? email ?? username ?? phoneNumber
        picture = picture ?? email.map(InitialsPicture.url)
    }
}
