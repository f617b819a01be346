import TenantModel

extension User {
    /// What the tenant makes up for a profile that says less (authentication API §17.12).
    mutating func fillProfileDefaults() {
        nickname = nickname ?? email.map(EmailAddress.localPart) ?? username
        name = name ?? email ?? username ?? phoneNumber
        picture = picture ?? email.map(InitialsPicture.url)
    }
}
