/// Where a `web_message` answer goes if the window that asked only passes it on.
package struct MessageRelay: Hashable, Sendable {
    /// `web_message_uri`, on one of the client's own origins.
    package let uri: String
    /// `web_message_target`: the name of a frame in the asking window.
    package let frame: String

    package init(uri: String, frame: String) {
        self.uri = uri
        self.frame = frame
    }
}
