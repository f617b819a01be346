import Testing
import Understudy
import UnderstudyTesting

@Suite("A hostile request")
struct HostileRequestTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let request: String

        init(_ name: String, _ request: String) {
            testDescription = name
            // Rows are written in lines; what matters about a line break is written out in the row.
            self.request = request
        }
    }

    private static let host = "Host: localhost\r\n"
    private static let hidden = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"

    private static func post(_ fields: String, _ body: String) -> String {
        "POST /open HTTP/1.1\r\n\(host)\(fields)\r\n\(body)"
    }

    static let ambiguous = [
        Row(
            "Content-Length and Transfer-Encoding",
            post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")
        ),
        Row(
            "Transfer-Encoding and Content-Length",
            post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")
        ),
        Row("two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "12345")),
        Row("the same length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n", "12345")),
        Row("a list of lengths", post("Content-Length: 5, 5\r\n", "12345")),
        Row("a signed length", post("Content-Length: +5\r\n", "12345")),
        Row("a length in hexadecimal", post("Content-Length: 0x5\r\n", "12345")),
        Row("a space before the colon", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")),
        Row("chunked, identity", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")),
        Row("identity", post("Transfer-Encoding: identity\r\n", "0\r\n\r\n")),
        Row("gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")),
        Row("xchunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")),
        Row("chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
        Row("chunked after a vertical tab", post("Transfer-Encoding: \u{0b}chunked\r\n", "0\r\n\r\n")),
        Row("chunked in HTTP/1.0", "POST /open HTTP/1.0\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Row("bare LF after the request line", "GET /open HTTP/1.1\n\(host)\r\n"),
        Row("bare LF after a field", "GET /open HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n"),
        Row("bare LF at the end of the head", "GET /open HTTP/1.1\r\n\(host)\n"),
        Row("bare CR in a field", "GET /open HTTP/1.1\r\nHost: localhost\rX: y\r\n\r\n"),
        Row("a folded field", "GET /open HTTP/1.1\r\n\(host)X: a\r\n b\r\n\r\n"),
        Row("a folded coding", post("Transfer-Encoding:\r\n\tchunked\r\n", "0\r\n\r\n")),
        Row("a field that begins with a space", "GET /open HTTP/1.1\r\n \(host)\r\n"),
        Row("NUL in a field", "GET /open HTTP/1.1\r\n\(host)X: a\u{0}b\r\n\r\n"),
        Row("a chunk size that overflows", post("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n\r\n")),
        Row("a chunk size in C's hexadecimal", post("Transfer-Encoding: chunked\r\n", "0x5\r\n12345\r\n0\r\n\r\n")),
        Row("bare LF after a chunk size", post("Transfer-Encoding: chunked\r\n", "5\n12345\r\n0\r\n\r\n")),
        Row("bare LF after a chunk", post("Transfer-Encoding: chunked\r\n", "5\r\n12345\n0\r\n\r\n")),
        Row("no Host", "GET /open HTTP/1.1\r\n\r\n"),
        Row("two Hosts", "GET /open HTTP/1.1\r\n\(host)Host: evil.example\r\n\r\n"),
        Row("a target elsewhere", "GET http://evil.example/open HTTP/1.1\r\n\(host)\r\n"),
        Row("a Host elsewhere", "GET http://localhost/open HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
        Row("user information in the target", "GET http://localhost@evil.example/ HTTP/1.1\r\n\(host)\r\n"),
        Row("CONNECT", "CONNECT localhost:1 HTTP/1.1\r\n\(host)\r\n"),
        Row("GET *", "GET * HTTP/1.1\r\n\(host)\r\n"),
        Row("HTTP/2 without agreement", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Row("noise", "\u{0}\u{1}\u{2}\r\n\r\n"),
        Row("a TLS handshake", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}"),
    ]

    @Test("is answered 400, closed, and hides no second request", arguments: ambiguous)
    func ambiguity(_ row: Row) async throws {
        try await Stage.withListeners { stage in
            let answer = try await stage.browser().send(raw: Array((row.request + Self.hidden).utf8))
            #expect(answer.isClosed)
            #expect(answer.text.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.text.components(of: "HTTP/1.1 ") == 1)
            #expect(!stage.responder.targets.contains("/hidden"))
        }
    }

    @Test(
        "leaves one line in the log, which says what is wrong with it",
        arguments: [
            ("GET / HTTP/1.1\r\n\r\n", "one Host header"), ("GET / HTTP/1.1\r\n\(host)\(host)\r\n", "one Host header"),
            ("GET x HTTP/1.1\r\n\(host)\r\n", "not HTTP/1.1: invalid URL"),
            ("GET http://other.example/ HTTP/1.1\r\n\(host)\r\n", "Its target"),
            (post("Transfer-Encoding: gzip, chunked\r\n", ""), "Send one Content-Length"),
            ("GET / HTTP/1.1\r\n\(host)X : y\r\n\r\n", "not HTTP/1.1: invalid character in header"),
            ("GET / HTTP/1.1\r\n\(host)" + String(repeating: "a: b\r\n", count: 1000) + "\r\n", "Clear the cookies"),
            ("\u{16}\u{3}\u{1}\u{2}", "belongs on the HTTPS port"),
        ]
    )
    func log(_ request: String, _ words: String) async throws {
        let log = CapturedLog()
        try await Stage.withListeners(log: log) { stage in
            _ = try await stage.browser().send(raw: Array((request + Self.hidden).utf8))
        }
        let lines = log.infoLines.filter { $0.contains("refused") }
        #expect(lines.count == 1 && lines.first?.contains(words) == true, "\(lines)")
    }

    static let excessive = [
        Row("1,001 fields", "GET / HTTP/1.1\r\n\(host)" + String(repeating: "a: b\r\n", count: 1000) + "\r\n"),
        Row("20,000 fields", "GET / HTTP/1.1\r\n\(host)" + String(repeating: "a: b\r\n", count: 20_000) + "\r\n"),
        Row(
            "a field over 80 KiB",
            "GET / HTTP/1.1\r\n\(host)a: " + String(repeating: "b", count: 80 << 10) + "\r\n\r\n"
        ),
        Row(
            "a head of 81 KiB",
            "GET / HTTP/1.1\r\n\(host)"
                + String(repeating: "a: " + String(repeating: "b", count: 1019) + "\r\n", count: 81) + "\r\n"
        ),
        Row(
            "2,000 trailers",
            post("Transfer-Encoding: chunked\r\n", "0\r\n")
                + String(repeating: "a: b\r\n", count: 2000) + "\r\n"
        ),
        Row(
            "a chunk extension of 1 MiB",
            post("Transfer-Encoding: chunked\r\n", "5;")
                + String(repeating: "x", count: 1 << 20) + "\r\n12345\r\n0\r\n\r\n"
        ),
        Row(
            "200,000 chunks of one byte",
            post("Transfer-Encoding: chunked\r\n", "")
                + String(repeating: "1\r\na\r\n", count: 200_000) + "0\r\n\r\n"
        ),
    ]

    @Test("beyond a limit is answered 400 and closed", arguments: excessive)
    func excess(_ row: Row) async throws {
        try await Stage.withListeners { stage in
            let answer = try await stage.browser().send(raw: Array((row.request + Self.hidden).utf8))
            #expect(answer.isClosed)
            #expect(answer.text.hasPrefix("HTTP/1.1 400 "))
            #expect(!stage.responder.targets.contains("/hidden"))
        }
    }

    static let odd = [
        Row(
            "just within the limits",
            "GET /open HTTP/1.1\r\n\(host)Connection: close\r\n"
                + String(repeating: "a: b\r\n", count: 998) + "\r\n"
        ),
        Row("Connection: close in a list", "GET /open HTTP/1.1\r\n\(host)Connection: close, x\r\n\r\n"),
        Row("HTTP/1.0", "GET /open HTTP/1.0\r\n\(host)\r\n"),
        Row(
            "an upgrade to HTTP/2",
            post(
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMA\r\nContent-Length: 5\r\n",
                "12345"
            )
        ),
        Row(
            "an upgrade to WebSocket",
            "GET /open HTTP/1.1\r\n\(host)Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
        ),
        Row("an absolute target", "GET http://LOCALHOST/open HTTP/1.1\r\n\(host)Connection: close\r\n\r\n"),
        Row("spaces after values", post("Content-Length: 5 \r\nConnection: close\r\n", "12345")),
        Row(
            "chunks, an extension and a trailer",
            post(
                "Transfer-Encoding: Chunked\r\nConnection: close\r\n",
                "5;x=y\r\n12345\r\n0\r\nT: v\r\n\r\n"
            )
        ),
    ]

    @Test("that is merely odd is answered, once, and the connection closed", arguments: odd)
    func oddity(_ row: Row) async throws {
        try await Stage.withListeners { stage in
            let answer = try await stage.browser().send(raw: Array((row.request + Self.hidden).utf8))
            #expect(answer.isClosed)
            #expect(answer.text.hasPrefix("HTTP/1.1 200 "))
            #expect(answer.text.contains("http localhost /open "))
            #expect(answer.text.lowercased().contains("connection: close\r\n"))
            #expect(!stage.responder.targets.contains("/hidden"))
        }
    }

    @Test("is answered after those before it on the connection")
    func pipelined() async throws {
        try await Stage.withListeners { stage in
            let bytes =
                "GET /slow HTTP/1.1\r\n\(Self.host)\r\nGET /next HTTP/1.1\r\n\(Self.host)\r\nGET http://x/ HTTP/1.1\r\n"
            let answer = try await stage.browser().send(raw: Array((bytes + Self.host + "\r\n").utf8))
            #expect(answer.text.components(of: "HTTP/1.1 200 OK") == 2)
            #expect(answer.text.components(of: "HTTP/1.1 400 Bad Request") == 1)
            #expect(stage.responder.targets == ["/slow", "/next"])
        }
    }

    @Test("a client that waits for 100 is told to go on")
    func expectation() async throws {
        try await Stage.withListeners { stage in
            let request = Self.post("Expect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n", "ab")
            let answer = try await stage.browser().send(raw: Array(request.utf8))
            #expect(answer.text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"))
        }
    }

    @Test("a body without end is cut off with its answer")
    func unread() async throws {
        try await Stage.withListeners { stage in
            let answer = try await stage.browser().send(
                raw: Array("POST /unread HTTP/1.1\r\n\(Self.host)Content-Length: 1000000000000\r\n\r\n1".utf8)
            )
            #expect(answer.isClosed)
            #expect(answer.text.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test("plain HTTP to the TLS port is told so")
    func plainToTLS() async throws {
        let log = CapturedLog()
        try await Stage.withListeners(log: log) { stage in
            let browser = try stage.browser(http: "http://127.0.0.1:\(stage.address.https)")
            let response = try await browser.get("http://127.0.0.1:\(stage.address.https)/")
            #expect(response.status == 400)
            #expect(response.text == "This port speaks HTTPS (TLS).\n")
        }
        #expect(log.infoLines.filter { $0.contains("Plain HTTP came to the HTTPS port") }.count == 1)
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
