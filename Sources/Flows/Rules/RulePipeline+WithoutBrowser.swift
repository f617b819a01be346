import TenantModel

extension RulePipeline.Verdict {
    /// The login, for an endpoint that has no browser.
    ///
    /// - Parameter refusal: the endpoint's answer if a rule asks for a second factor.
    /// - Throws: `invalid_request` if a rule redirects; `refusal`.
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
