import TenantModel

extension RulePipeline.Verdict {
    /// The login, where the rules want nothing that needs a browser (authentication API §5.1, §18.8).
    ///
    /// - Parameter refusal: this place's answer to a second factor.
    /// - Throws: `invalid_request` for a redirect; `refusal`.
    func withoutBrowser(
        secondFactor refusal: OAuthError = .invalidRequest("A rule asks for a second factor, which needs a browser")
    ) throws(OAuthError) -> Login {
        switch self {
        case .proceed(let login): return login
        case .redirect: throw .invalidRequest("A rule redirects the user, which needs a browser")
        case .secondFactor: throw refusal
        }
    }
}
