import Hummingbird
import NIOCore
import TenantModel
import World

/// An answer that ends in a list of events, which may be hundreds of thousands.
///
/// It is written in pieces, so that other requests are served between two of them, and no piece is copied again.
struct EventList {
    /// The events of one piece, which take about a millisecond to write.
    static let mostAtOnce = 256

    private var pieces: [ByteBuffer]
    private var isEmpty = true

    /// - Parameter document: the members before the list.
    init(_ name: String, after document: JSONObject = JSONObject()) {
        var document = document
        document[name] = []
        // Leave out the brackets that close the list and the object: `response` adds them.
        pieces = [ByteBuffer(bytes: document.serialized.dropLast(2))]
    }

    mutating func append(_ events: some Collection<DueEvent>) async {
        var piece = ByteBuffer()
        for event in events {
            if !isEmpty { piece.writeString(",") }
            isEmpty = false
            piece.writeBytes(Self.document(of: event).serialized)
        }
        pieces.append(piece)
        await Task.yield()
    }

    var response: Response {
        let pieces = pieces + [ByteBuffer(string: "]}")]
        let length = pieces.reduce(0) { $0 + $1.readableBytes }
        let body = ResponseBody(contentLength: length) { writer in
            for piece in pieces { try await writer.write(piece) }
            try await writer.finish(nil)
        }
        var response = Response(status: .ok, body: body)
        response.headers[.contentType] = "application/json; charset=utf-8"
        response.headers[.cacheControl] = WireHeaders.noStore
        return response
    }

    private static func document(of event: DueEvent) -> JSONObject {
        var document: JSONObject = ["at": .string(event.at.rfc3339), "kind": .string(event.kind.rawValue)]
        document["user"] = event.user.map { .string($0.rawValue) }
        document["client"] = event.client.map { .string($0.rawValue) }
        return document
    }
}
