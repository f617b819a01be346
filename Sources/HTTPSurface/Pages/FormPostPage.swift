/// `response_mode=form_post` (OAuth 2.0 Form Post Response Mode).
package struct FormPostPage: Page {
    package static let template = PageTemplate(
        markup: PackageResources.form_post_mustache,
        script: PackageResources.form_post_js
    )

    private struct Parameter: Hashable, Sendable {
        let name: String
        let value: String
    }

    package let action: String
    private let parameters: [Parameter]

    /// - Parameters:
    ///   - redirectURI: one of the client's own; it has been checked.
    ///   - parameters: the parameters of the response in order. HTML forms send a line feed as CR LF.
    package init(redirectURI: String, parameters: [(name: String, value: String)]) {
        action = redirectURI
        self.parameters = parameters.map { Parameter(name: $0.name, value: $0.value) }
    }
}
