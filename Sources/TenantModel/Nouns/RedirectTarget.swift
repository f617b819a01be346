/// A proven place for an authorization response, and the way it travels there.
package struct RedirectTarget: Hashable, Sendable {
    package let redirectURI: String
    package let mode: ResponseMode
    /// Echoed unchanged; absent where the request had none.
    package let state: String?
    /// `owp`: the answer goes by WinChan to the window that opened this one, which is a page of that client.
    package let popupClient: Identifier<Client>?
    /// `web_message`: the answer goes to a page of that client, which may show ours in a frame.
    package let messageClient: Identifier<Client>?
    /// Nil: the window that asked is the one that is told.
    package let relay: MessageRelay?

    package init(
        redirectURI: String,
        mode: ResponseMode,
        state: String?,
        popupClient: Identifier<Client>? = nil,
        messageClient: Identifier<Client>? = nil,
        relay: MessageRelay? = nil
    ) {
        self.redirectURI = redirectURI
        self.mode = mode
        self.state = state
        self.popupClient = popupClient
        self.messageClient = messageClient
        self.relay = relay
    }
}
