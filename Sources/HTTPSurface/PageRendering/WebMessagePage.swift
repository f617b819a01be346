package import TenantModel

/// `response_mode=web_message`: the answer as an object, posted to the asking window (authentication API §3.5).
package struct WebMessagePage: Page {
    package static let template = PageTemplate(
        markup: PackageResources.web_message_mustache,
        script: PackageResources.web_message_js,
        mayBeFramed: true
    )

    /// Where the answer goes when the asking window only passes it on.
    package struct Relay: Hashable, Sendable {
        package let uri: String
        package let target: String

        /// - Parameters:
        ///   - uri: `web_message_uri`; the caller has made sure that its origin is one of the client's.
        ///   - target: `web_message_target`, the name of a frame in the asking window.
        package init(uri: String, target: String) {
            self.uri = uri
            self.target = target
        }
    }

    package let targetOrigin: String?
    package let relay: Relay?
    private let response: String

    /// - Parameters:
    ///   - targetOrigin: one of the client's own, never `*`; nil leaves the answer out of the page altogether.
    ///   - response: the members of the answer, numbers as numbers, `state` among them.
    package init(targetOrigin: String?, response: JSONObject, relay: Relay? = nil) {
        self.targetOrigin = targetOrigin
        self.relay = relay
        self.response = response.serializedText
    }
}
