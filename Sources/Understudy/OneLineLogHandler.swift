package import Logging
import World

/// Keeps every event on one line: a rule may throw a text with line breaks, which would look like events of ours.
package struct OneLineLogHandler: LogHandler {
    private var handler: any LogHandler

    package init(_ handler: any LogHandler) { self.handler = handler }

    package var logLevel: Logger.Level {
        get { handler.logLevel }
        set { handler.logLevel = newValue }
    }

    package var metadata: Logger.Metadata {
        get { handler.metadata }
        set { handler.metadata = newValue }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { handler[metadataKey: key] }
        set { handler[metadataKey: key] = newValue }
    }

    package func log(event: LogEvent) {
        var event = event
        event.message = "\("\(event.message)".oneLine)"
        event.metadata = event.metadata?.mapValues { "\("\($0)".oneLine)" }
        handler.log(event: event)
    }
}
