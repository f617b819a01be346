import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Between a connection's request loop and the responder: context, `Date`, and an answer for errors nobody answered.
struct Answering<Responder: HTTPResponder>: Sendable
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    /// The client broke off while its answer was being written: not a malformed request, which the loop would answer.
    private struct Interrupted: Error {}

    let responder: Responder
    let date: DateHeader
    let logger: Logger

    func answer(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        var logger = logger
        logger[metadataKey: "hb.request.id"] = .stringConvertible(RequestID())
        var response: Response
        do {
            let context = Responder.Context(source: .init(channel: channel, logger: logger))
            response = try await responder.respond(to: request, context: context)
        } catch let error as HTTPParserError {
            throw error  // the loop answers 400
        } catch {
            logger.error("No answer from the responder", metadata: ["error": "\(error)"])
            response = Response(status: .internalServerError)
        }
        if response.headers[.date] == nil { response.headers[.date] = date.value }
        do {
            try await writer.write(response: response.head, body: response.body.inPieces)
        } catch is HTTPParserError {
            throw Interrupted()
        }
    }
}
