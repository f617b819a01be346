import Flows
import Tenancy
import TenantModel
import World

/// A mail or SMS that stayed in the outbox.
public struct SentMessage: Hashable, Sendable {
    /// An e-mail address or a telephone number.
    public let recipient: String
    /// Which of the tenant's messages it is.
    public let template: String
    /// Its codes and links by name, as JSON.
    public let contents: String

    init(_ message: OutboxMessage) {
        recipient = message.to
        template = message.template
        contents = message.contents.serializedText
    }
}
