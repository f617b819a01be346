import TenantModel

/// Parameters of `/authorize` on which the real tenant acts and this one does not.
///
/// An application that sends one relies on it, so a login that ignores it would mislead. Parameters that only describe
/// how the page should look, or that a server may ignore (`ui_locales`, `display`, `screen_hint`, `claims`, other
/// `acr_values`, `resource`), are accepted and change nothing.
struct UnplayedParameters {
    private let parameters: Parameters

    init(_ parameters: Parameters) { self.parameters = parameters }

    /// - Throws: `invalid_request` for the first one that is there.
    func check() throws(OAuthError) {
        for (name, what) in Self.words where try parameters.text(name) != nil {
            throw .notEmulated("\(what) (\(name))", as: .invalidRequest)
        }
        let contexts = try parameters.text("acr_values")?.split(separator: " ") ?? []
        if contexts.contains(where: { $0 == Self.multifactor }) {
            throw .notEmulated("Asking for a second factor by acr_values", as: .invalidRequest)
        }
        if let name = try parameters.text("protocol"), ["samlp", "wsfed", "wsfed-rms"].contains(name) {
            throw .notEmulated("A login by the protocol \(name)", as: .invalidRequest)
        }
    }

    /// Refuses requests by a signed object or by reference (OIDC Core §6).
    ///
    /// - Throws: `request_not_supported` or `request_uri_not_supported`.
    func checkRequestObject() throws(OAuthError) {
        if try parameters.text("request") != nil {
            throw OAuthError(.requestNotSupported, "Request objects are not supported: send plain parameters")
        }
        if try parameters.text("request_uri") != nil {
            throw OAuthError(.requestURINotSupported, "request_uri is not supported: send plain parameters")
        }
    }

    private static let words = [
        ("organization", "A login to an organization"), ("invitation", "An invitation to an organization"),
        ("dpop_jkt", "A code bound to a key"), ("authorization_details", "A rich authorization request"),
        ("login_ticket", "The end of a cross-origin login"),
        ("session_transfer_token", "A session handed on by an app"),
        ("access_token", "Linking an account at /authorize"),
    ]

    private static let multifactor = "http://schemas.openid.net/pape/policies/2007/06/multi-factor"
}
