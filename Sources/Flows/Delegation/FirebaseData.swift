import TenantModel

/// `user.firebase_data`, in which a rule sets the user's id and further claims for Firebase.
struct FirebaseData {
    static let attribute = "firebase_data"

    /// The user's id at Firebase; nil means the tenant's own id of the user.
    let uid: String?
    let claims: JSONObject

    /// Reads the attribute.
    ///
    /// - Throws: `invalid_request` for a value that Firebase would refuse.
    init(_ login: Login) throws(OAuthError) {
        let value = login.profile[Self.attribute] ?? .null
        guard var data = value.object ?? (value.isNull ? [:] : nil) else {
            throw .invalidRequest("user.firebase_data must be an object: uid, and the claims beside it")
        }
        switch data["uid"] ?? .null {
        case .null: uid = nil
        case .string(let text) where (1...Self.mostCharacters).contains(text.utf16.count): uid = text
        default:
            throw .invalidRequest("user.firebase_data.uid must be a text of 1 to \(Self.mostCharacters) characters")
        }
        data["uid"] = nil
        claims = data
    }

    private static let mostCharacters = 128
}
