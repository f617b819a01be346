/// Decides which web pages are the client's own.
extension Client {
    /// The origins of its callbacks, and its `allowed_origins` and `web_origins`, where `*` stands for one sub-domain.
    ///
    /// Apps in a shell have schemes of their own (`capacitor://localhost`, `tauri://localhost`,
    /// `chrome-extension://…`).
    ///
    /// - Parameter origin: as a browser's `Origin` says it; `null` is nobody's.
    package func owns(origin: String) -> Bool {
        guard let uri = try? RedirectURI(origin), uri.origin == origin else { return false }
        return callbacks.contains { (try? RedirectURI($0))?.origin == origin }
            || (allowedOrigins + webOrigins).contains { entry in
                uri.matches(registered: (entry.hasSuffix("/") ? String(entry.dropLast()) : entry).lowercased())
            }
    }
}
