/// The cookies of one browser.
///
/// Nothing grows old by itself, because a test's time is the tenant's, not the machine's: a cookie goes when its server
/// says so, with `Max-Age` of zero or less or an `Expires` not after the same answer's `Date`.
public struct CookieJar: Hashable, Sendable {
    /// In the order in which they came.
    public private(set) var cookies: [Cookie] = []

    public init() {}

    /// The first cookie of that name.
    public subscript(name: String) -> Cookie? { cookies.first { $0.name == name } }

    /// Keeps what an answer set, and drops what it expired.
    public mutating func take(_ response: Exchange.Response) {
        let now = response.fields["Date"].flatMap(HTTPDate.init)
        for text in response.fields[all: "Set-Cookie"] {
            guard let cookie = Cookie(setCookie: text, from: response.url) else { continue }
            let place = cookies.firstIndex {
                $0.name == cookie.name && $0.domain == cookie.domain && $0.path == cookie.path
            }
            switch (Self.isGone(cookie, at: now), place) {
            case (true, let place?): cookies.remove(at: place)
            case (true, nil): break
            case (false, let place?): cookies[place] = cookie
            case (false, nil): cookies.append(cookie)
            }
        }
    }

    /// The `Cookie` field for a request, longer paths first (RFC 6265 §5.4); nil without cookies.
    public func field(for url: WebURL) -> String? {
        let sent = cookies.enumerated().filter { $0.element.isSent(to: url) }
            .sorted { ($1.element.path.utf8.count, $0.offset) < ($0.element.path.utf8.count, $1.offset) }
        return sent.isEmpty ? nil : sent.map { "\($0.element.name)=\($0.element.value)" }.joined(separator: "; ")
    }

    public mutating func removeAll() { cookies = [] }

    private static func isGone(_ cookie: Cookie, at now: HTTPDate?) -> Bool {
        if let maxAge = cookie.maxAge { return maxAge <= 0 }
        guard let now, let expires = cookie.expires.flatMap(HTTPDate.init) else { return false }
        return expires <= now
    }
}
