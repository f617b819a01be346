package import TenantModel

/// The answer of `/usernamepassword/login`: a bare form, which the client library puts into its page and submits.
package struct HiddenForm: Page {
    package static let template = PageTemplate(markup: PackageResources.hidden_form_mustache)

    package let action: String
    package let wresult: String
    private let wctx: String

    /// - Parameters:
    ///   - action: `https://{domain}/login/callback`.
    ///   - wresult: a signed token.
    ///   - wctx: the login's context, absent members omitted.
    package init(action: String, wresult: String, wctx: JSONObject) {
        self.action = action
        self.wresult = wresult
        self.wctx = wctx.serializedText
    }
}
