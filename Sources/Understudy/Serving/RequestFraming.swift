import NIOHTTP1

/// What makes an HTTP/1 request mean one thing: its address and its length.
enum RequestFraming {
    /// The request with its target in origin-form.
    static func checked(_ head: HTTPRequestHead) throws(UnreadableRequest) -> HTTPRequestHead {
        guard hasOneLength(head) else { throw .length }
        guard hasOneHost(head) else { throw .host }
        guard let target = originForm(head) else { throw .target }
        var checked = head
        checked.uri = target
        if let host = head.headers.first(name: "Host"), host != trimmed(host) {
            checked.headers.replaceOrAdd(name: "Host", value: trimmed(host))
        }
        return checked
    }

    /// RFC 9112 §6.1–6.3, without the tolerance it leaves to servers: `Transfer-Encoding` only as a single `chunked`,
    /// in HTTP/1.1, never beside a `Content-Length`; `Content-Length` only once, in digits.
    private static func hasOneLength(_ head: HTTPRequestHead) -> Bool {
        let codings = head.headers["Transfer-Encoding"]
        let lengths = head.headers["Content-Length"]
        guard codings.isEmpty else {
            return head.version == .http1_1 && lengths.isEmpty
                && codings.map { trimmed($0).lowercased() } == ["chunked"]
        }
        guard let length = lengths.first.map(trimmed) else { return true }
        return lengths.count == 1 && !length.isEmpty && length.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Without the optional whitespace around a field value (RFC 9110 §5.5), which the decoder leaves behind it.
    private static func trimmed(_ value: String) -> String {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var rest = value.utf8.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return String(Substring(rest))
    }

    private static func hasOneHost(_ head: HTTPRequestHead) -> Bool {
        let hosts = head.headers["Host"]
        return hosts.count == 1 || hosts.isEmpty && head.version == .http1_0
    }

    /// The target as a path, where it and `Host` name the same place (RFC 9112 §3.2).
    ///
    /// Stricter than RFC 9112 §3.2.2, where an absolute target silently wins over `Host`.
    private static func originForm(_ head: HTTPRequestHead) -> String? {
        if head.uri.utf8.first == UInt8(ascii: "/") { return head.uri }
        if head.uri == "*" { return head.method == .OPTIONS ? head.uri : nil }
        guard head.method != .CONNECT, let host = head.headers.first(name: "Host").map(trimmed),
            let separator = head.uri.firstRange(of: "://"),
            ["http", "https"].contains(head.uri[..<separator.lowerBound].lowercased())
        else { return nil }
        let rest = head.uri[separator.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard authority.lowercased() == host.lowercased() else { return nil }
        let target = rest[authority.endIndex...]
        return target.first == "/" ? String(target) : "/" + target
    }
}
