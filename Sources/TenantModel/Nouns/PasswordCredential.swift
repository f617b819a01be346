/// What a password is compared with.
package enum PasswordCredential: Hashable, Sendable {
    /// Given in clear by a seed: test logins must not cost what bcrypt costs.
    case plain(String)
    /// `$2a$` or `$2b$`, as users' own exports have it.
    case bcrypt(String)
}
