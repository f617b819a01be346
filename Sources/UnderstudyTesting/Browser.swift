import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A client on real sockets, with cookies and a memory of all it did.
///
/// It speaks HTTP/1.1, over TLS with the emulator's authority as its only trust, and it never leaves the emulator: an
/// address elsewhere is not asked, a redirect there is handed back.
public final class Browser: Sendable {
    /// What a browser does with a redirect within the emulator.
    public enum Redirects: Hashable, Sendable {
        case handBack
        /// Up to 20 of them; after 301, 302 and 303 with a `GET`.
        case follow
    }

    private struct Memory {
        var cookies = CookieJar()
        var exchanges: [Exchange] = []
    }

    private let place: EmulatorPlace
    private let wire: Wire
    private let memory = Mutex(Memory())

    /// A browser before the emulator at these addresses.
    ///
    /// - Parameters:
    ///   - http: base URL, `http://127.0.0.1:4400`.
    ///   - https: base URL, `https://localhost:4443`. Paths are asked here.
    ///   - caPath: PEM file of the authority to trust; nil: the system's.
    ///   - hosts: further host names that are the emulator, whatever their port: they need no DNS.
    ///   - patience: real time for one answer.
    /// - Throws: `BrowserError.unusableAddress`; NIOSSL's errors for an unusable authority.
    public init(
        http: String,
        https: String,
        caPath: String?,
        hosts: [String] = [],
        patience: Duration = .seconds(30)
    ) throws {
        place = try EmulatorPlace(http: http, https: https, hosts: hosts)
        wire = try Wire(caPath: caPath, patience: patience)
    }

    public var cookies: CookieJar {
        get { memory.withLock { $0.cookies } }
        set { memory.withLock { $0.cookies = newValue } }
    }

    /// Every exchange so far, in order.
    public var transcript: Transcript { Transcript(memory.withLock { $0.exchanges }) }

    /// Gets a path (over HTTPS) or an absolute URL.
    public func get(
        _ address: String,
        fields: Fields = [:],
        redirects: Redirects = .handBack
    ) async throws -> Exchange.Response {
        try await send(.init("GET", try url(address), fields: fields), redirects: redirects)
    }

    /// Posts `application/x-www-form-urlencoded`.
    public func post(
        _ address: String,
        form: KeyValuePairs<String, String>,
        fields: Fields = [:],
        redirects: Redirects = .handBack
    ) async throws -> Exchange.Response {
        let type = "application/x-www-form-urlencoded"
        return try await post(address, FormCoding.encode(form), type: type, fields: fields, redirects: redirects)
    }

    /// Posts JSON, byte for byte as given.
    public func post(
        _ address: String,
        json: String,
        fields: Fields = [:],
        redirects: Redirects = .handBack
    ) async throws -> Exchange.Response {
        try await post(address, json, type: "application/json", fields: fields, redirects: redirects)
    }

    private func post(
        _ address: String,
        _ body: String,
        type: String,
        fields: Fields,
        redirects: Redirects
    ) async throws -> Exchange.Response {
        var fields = fields
        if fields["Content-Type"] == nil { fields.append("Content-Type", type) }
        let request = Exchange.Request("POST", try url(address), fields: fields, body: Array(body.utf8))
        return try await send(request, redirects: redirects)
    }

    /// Sends any request, each on a connection of its own.
    ///
    /// - Throws: `BrowserError`, and what sockets and TLS throw.
    public func send(_ request: Exchange.Request, redirects: Redirects = .handBack) async throws -> Exchange.Response {
        var request = request
        var response = try await sendOnce(request)
        var hops = 0
        while redirects == .follow, let next = Redirection.request(after: request, response), place.contains(next.url) {
            hops += 1
            guard hops <= 20 else { throw BrowserError.tooManyRedirects(next.url) }
            request = next
            response = try await sendOnce(request)
        }
        return response
    }

    /// Keeps one connection open for several requests, without following redirects.
    public func withConnection<Result>(
        over scheme: WebURL.Scheme = .https,
        _ body: (_ send: (Exchange.Request) async throws -> Exchange.Response) async throws -> Result
    ) async throws -> Result {
        let base = place.base(scheme)
        return try await wire.withExchanges(try place.target(of: base)) { connection in
            try await body { request in
                let sent = self.dressed(request, closing: false)
                let response = try await connection.exchange(sent)
                self.remember(sent, response)
                return response
            }
        }
    }

    /// Sends bytes as they are, for requests no client should send; not in the transcript.
    ///
    /// - Returns: every byte that came until the server closed, or until patience ran out.
    public func send(raw bytes: [UInt8], over scheme: WebURL.Scheme = .http) async throws -> RawAnswer {
        try await wire.raw(bytes, to: try place.target(of: place.base(scheme)))
    }

    /// The URL of a path on the HTTPS (or HTTP) address, or an absolute URL as it is.
    public func url(_ address: String, over scheme: WebURL.Scheme = .https) throws -> WebURL {
        let url = address.hasPrefix("/") ? WebURL(place.base(scheme).origin + address) : WebURL(address)
        guard let url else { throw BrowserError.unusableAddress(address) }
        return url
    }

    private func sendOnce(_ request: Exchange.Request) async throws -> Exchange.Response {
        let sent = dressed(request, closing: true)
        let response = try await wire.withExchanges(try place.target(of: sent.url)) { try await $0.exchange(sent) }
        remember(sent, response)
        return response
    }

    private func dressed(_ request: Exchange.Request, closing: Bool) -> Exchange.Request {
        var request = request
        if let cookies = memory.withLock({ $0.cookies.field(for: request.url) }), request.fields["Cookie"] == nil {
            request.fields.append("Cookie", cookies)
        }
        if request.fields["Host"] == nil { request.fields.append("Host", request.url.authority) }
        if closing, request.fields["Connection"] == nil { request.fields.append("Connection", "close") }
        if !request.body.isEmpty, request.fields["Content-Length"] == nil {
            request.fields.append("Content-Length", String(request.body.count))
        }
        return request
    }

    private func remember(_ request: Exchange.Request, _ response: Exchange.Response) {
        memory.withLock { memory in
            memory.cookies.take(response)
            memory.exchanges.append(Exchange(request: request, response: response))
        }
    }
}
