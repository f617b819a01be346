package import TenantModel

/// A page that shows a refusal which may not be sent to the application.
package struct ErrorPage: Page {
    package static let template = PageTemplate(markup: PackageResources.error_mustache)

    package let status: Int
    package let title: String
    package let code: String
    package let description: String
    package let reason: String?
    package let hint: String?
    package let requestID: String?
    private let now: TenantTime?

    /// - Parameters:
    ///   - code: the wire value of `error`.
    ///   - description: the wire value of `error_description`.
    ///   - reason: what exactly was wrong, if the description does not say it.
    ///   - hint: what the reader can do about it.
    ///   - requestID: nil, like `now`, if the request has reached no tenant.
    ///   - now: the tenant's time.
    package init(
        status: Int,
        title: String,
        code: String,
        description: String,
        reason: String? = nil,
        hint: String? = nil,
        requestID: String?,
        now: Timestamp?
    ) {
        self.status = status
        self.title = title
        self.code = code
        self.description = description
        self.reason = reason
        self.hint = hint
        self.requestID = requestID
        self.now = now.map(TenantTime.init)
    }
}
