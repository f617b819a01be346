package import TenantModel

/// The latest 1,000 mails and SMS that the real tenant would have sent.
package typealias Outbox = Ring<OutboxMessage>

package struct OutboxMessage: Hashable, Sendable {
    package enum Channel: String, Sendable { case email, sms }

    package var at: Timestamp
    package var channel: Channel
    package var to: String
    package var template: String
    /// The codes and links in the message, by name.
    package var contents: JSONObject

    package init(at: Timestamp, channel: Channel, to: String, template: String, contents: JSONObject) {
        self.at = at
        self.channel = channel
        self.to = to
        self.template = template
        self.contents = contents
    }
}

extension Ring<OutboxMessage> {
    package static func outbox() -> Outbox { Outbox(capacity: 1000) }
}
