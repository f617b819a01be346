import TenantModel

/// Tells whether a stub may answer a call that was found in a script's text.
struct StubMatch {
    private let stub: NetworkStub

    init(_ stub: NetworkStub) { self.stub = stub }

    /// True also in doubt, because a wrong warning is worse than none.
    func mayAnswer(_ call: ScriptNeeds.Call) -> Bool {
        if let method = call.method, let own = stub.method, method != own.uppercased() { return false }
        let (pattern, url) = (Self.comparable(stub.url), Self.comparable(call.url))
        if call.isWhole { return Self.matches(pattern, url) || Self.matches(pattern, Self.withoutQuery(url)) }
        // Only beginnings are known: one must be the beginning of the other.
        let known = pattern.prefix { $0 != "*" }
        return known.hasPrefix(url) || url.hasPrefix(known)
    }

    private static func withoutQuery(_ url: String) -> String { String(url.prefix { $0 != "?" }) }

    /// The address in a form that can be compared: scheme and host in lower case, without fragment, with a path.
    private static func comparable(_ url: String) -> String {
        guard let end = url.firstRange(of: "://")?.upperBound else { return url }
        let rest = url[end...].prefix { $0 != "#" }
        let host = rest.prefix { !"/?".contains($0) }
        let path = rest[host.endIndex...]
        let begins = path.hasPrefix("/") || host.hasSuffix("*") ? "" : "/"
        return url[..<end].lowercased() + host.lowercased() + begins + path
    }

    /// Matches a pattern in which `*` stands for any characters.
    private static func matches(_ pattern: String, _ text: String) -> Bool {
        var pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard pieces.count > 1, let last = pieces.popLast() else { return pattern == text }
        guard text.hasPrefix(pieces[0]) else { return false }
        var rest = text.dropFirst(pieces[0].count)
        for piece in pieces.dropFirst() where !piece.isEmpty {
            guard let found = rest.firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
