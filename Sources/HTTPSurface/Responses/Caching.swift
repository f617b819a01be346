/// How long clients and proxies may store an answer.
enum Caching {
    /// For tokens: never stored; sends `Cache-Control` and, for HTTP/1.0, `Pragma`.
    case secret
    /// For refusals and profiles: never stored.
    case error
    /// For public documents: stored for a minute.
    case shared
}
