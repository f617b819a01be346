import TenantModel

extension DelegationOccasion {
    /// The user's name at the service: an attribute of the profile as the rules left it.
    ///
    /// - Throws: `invalid_request` if the user has no such attribute.
    func principal(_ attribute: String) throws(OAuthError) -> String {
        let value = attribute == "user_id" ? .string(login.user.rawValue) : login.profile[attribute]
        switch value {
        case .string(let text)? where !text.isEmpty: return text
        case .integer(let number)?: return String(number)
        default: throw settings.refusal("takes the user's \(attribute), and this user has none")
        }
    }
}
