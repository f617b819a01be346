extension Client {
    /// The origins of its web pages, each once, in the order of the seed: of its callbacks, and of its `allowed_origins` and
    /// `web_origins`, where `*` stands for one sub-domain.
    ///
    /// Safe in a header: an entry with a character that has a meaning there is left out.
    package var pageOrigins: [String] {
        let entries = (allowedOrigins + webOrigins).map { entry in
            (entry.hasSuffix("/") ? String(entry.dropLast()) : entry).lowercased()
        }
        var origins: [String] = []
        for origin in callbacks.compactMap({ (try? RedirectURI($0))?.origin }) + entries
        where !origins.contains(origin) && origin.contains("://") && origin.utf8.allSatisfy(Self.isOfOrigin) {
            origins.append(origin)
        }
        return origins
    }

    private static func isOfOrigin(_ byte: UInt8) -> Bool { byte.isUnreserved || "*:/[]+".utf8.contains(byte) }
}
