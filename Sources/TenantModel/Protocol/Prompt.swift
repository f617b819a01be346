/// `prompt` (OIDC Core §3.1.2.1).
package enum Prompt: String, Hashable, Sendable {
    case none, login, consent
    case selectAccount = "select_account"
}
