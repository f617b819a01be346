extension String {
    /// An address as journal and log may show it, at most 200 characters long.
    ///
    /// User information and fragment are left out, and so are the values of parameters that hold secrets.
    var shownAddress: String {
        let bare = prefix { $0 != "#" }
        let end = bare.endIndex == endIndex ? "" : "#…"
        let path = bare.prefix { $0 != "?" }
        let query = bare.dropFirst(path.count + 1).split(separator: "&", omittingEmptySubsequences: false).map { pair in
            let name = pair.prefix { $0 != "=" }
            return Self.secretParameters.contains(name.lowercased()) ? "\(name)=…" : String(pair)
        }
        let shown = Self.withoutUser(path) + (path.endIndex == bare.endIndex ? "" : "?" + query.joined(separator: "&"))
        return String((shown + end).prefix(200))
    }

    private static func withoutUser(_ path: Substring) -> String {
        guard let slashes = path.firstRange(of: "//") else { return String(path) }
        let authority = path[slashes.upperBound...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(path) }
        return path[..<slashes.upperBound] + "…" + path[at...]
    }

    private static let secretParameters: Set<String> = [
        "access_token", "assertion", "client_secret", "code", "id_token", "password", "refresh_token", "secret",
        "ticket", "token",
    ]
}
