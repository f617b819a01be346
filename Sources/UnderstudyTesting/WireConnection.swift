import NIOCore
import NIOHTTP1
import Synchronization

/// An open HTTP/1.1 connection, for one exchange after the other.
final class WireConnection {
    private let channel: any Channel
    private var answers: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator
    private let requests: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>
    private let patience: TimeAmount

    init(
        channel: any Channel,
        answers: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator,
        requests: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>,
        patience: TimeAmount
    ) {
        self.channel = channel
        self.answers = answers
        self.requests = requests
        self.patience = patience
    }

    /// - Throws: `BrowserError.noAnswer`; what TLS has to say about a certificate.
    func exchange(_ request: Exchange.Request) async throws -> Exchange.Response {
        let limit = Patience(patience, with: channel)
        defer { limit.end() }
        do {
            try await send(request)
        } catch {
            // Whoever refused the certificate closed the channel, perhaps before the request was written, and said why
            // on the way in.
            _ = try await next()
            throw error
        }
        guard case .head(let head) = try await next() else { throw BrowserError.noAnswer(request.url) }
        var body: [UInt8] = []
        while let part = try await next() {
            switch part {
            case .head: break  // no server sends two
            case .body(let bytes): body += bytes.readableBytesView
            case .end:
                return Exchange.Response(
                    status: Int(head.status.code),
                    reason: head.status.reasonPhrase,
                    fields: Fields(head.headers.map { Fields.Field($0.name, $0.value) }),
                    body: body,
                    url: request.url
                )
            }
        }
        throw BrowserError.noAnswer(request.url)
    }

    private func send(_ request: Exchange.Request) async throws {
        var head = HTTPRequestHead(version: .http1_1, method: .init(rawValue: request.method), uri: request.url.target)
        for field in request.fields.all { head.headers.add(name: field.name, value: field.value) }
        // At once: a server may answer a bare head and hang up before a separate end is written.
        let body =
            request.body.isEmpty ? [] : [HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: request.body)))]
        try await requests.write(contentsOf: [.head(head)] + body + [.end(nil)])
    }

    private func next() async throws -> HTTPClientResponsePart? {
        while let part = try await answers.next() {
            if case .head(let head) = part, (100..<200).contains(head.status.code) { continue }
            return part
        }
        return nil
    }
}

/// Closes a channel when an answer takes too long.
final class Patience: Sendable {
    private let hasRunOut = Atomic(false)
    private let deadline: Mutex<Scheduled<Void>?> = Mutex(nil)

    init(_ limit: TimeAmount, with channel: any Channel) {
        let scheduled = channel.eventLoop.scheduleTask(in: limit) {
            self.hasRunOut.store(true, ordering: .relaxed)
            channel.close(promise: nil)
        }
        deadline.withLock { $0 = scheduled }
    }

    var ranOut: Bool { hasRunOut.load(ordering: .relaxed) }

    func end() { deadline.withLock { $0?.cancel() } }
}
