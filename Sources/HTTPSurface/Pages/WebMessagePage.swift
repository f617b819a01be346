package import TenantModel

/// `response_mode=web_message`: a page that posts the answer as an object to the window that asked.
package struct WebMessagePage: Page {
    package static let template = PageTemplate(
        markup: PackageResources.web_message_mustache,
        script: PackageResources.web_message_js
    )

    package let targetOrigin: String?
    package let relay: MessageRelay?
    private let response: String

    /// - Parameters:
    ///   - targetOrigin: one of the client's own, never `*`; nil leaves the answer out of the page altogether.
    ///   - response: the members of the answer, numbers as numbers, `state` among them.
    package init(targetOrigin: String?, response: JSONObject, relay: MessageRelay? = nil) {
        self.targetOrigin = targetOrigin
        self.relay = relay
        self.response = response.serializedText
    }
}
