/// A request as a browser sent it, and what came back.
public struct Exchange: Hashable, Sendable {
    public let request: Request
    public let response: Response

    public init(request: Request, response: Response) {
        self.request = request
        self.response = response
    }

    public struct Request: Hashable, Sendable {
        public var method: String
        public var url: WebURL
        public var fields: Fields
        public var body: [UInt8]

        public init(_ method: String, _ url: WebURL, fields: Fields = [:], body: [UInt8] = []) {
            self.method = method
            self.url = url
            self.fields = fields
            self.body = body
        }
    }

    public struct Response: Hashable, Sendable {
        public let status: Int
        public let reason: String
        public let fields: Fields
        public let body: [UInt8]
        /// Where it came from, after redirects that were followed.
        public let url: WebURL

        public init(status: Int, reason: String, fields: Fields = [:], body: [UInt8] = [], url: WebURL) {
            self.status = status
            self.reason = reason
            self.fields = fields
            self.body = body
            self.url = url
        }

        /// The body as UTF-8, repaired where it is none.
        public var text: String { String(decoding: body, as: UTF8.self) }

        /// `Location`, resolved against the address that was asked.
        public var location: WebURL? { fields["Location"].flatMap { url.resolving($0) } }
    }
}
