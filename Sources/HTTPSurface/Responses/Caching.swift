/// Who may keep an answer.
enum Caching {
    /// Tokens: nobody, in both header generations.
    case secret
    /// Refusals and profiles.
    case error
    /// Public documents, for a minute.
    case shared
}
