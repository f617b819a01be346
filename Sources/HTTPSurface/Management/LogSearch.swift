import TenantModel

/// `q` of the logs: `field:value` and bare words, joined by `AND`; values with blanks are in quotes.
///
/// Every other operator of Lucene's syntax is refused by name, so that no search is misread.
struct LogSearch {
    private enum Term {
        case field(String, String)
        case word(String)
    }

    private let terms: [Term]

    /// The fields in which a bare word is searched.
    private static let wordFields = [
        "user_name", "connection", "client_name", "type", "ip", "log_id", "description",
    ]

    /// Reads a search.
    ///
    /// - Throws: `invalid_request` for a malformed search; a refusal as not emulated for an operator that is not
    ///   played.
    init(_ text: String) throws(OAuthError) {
        guard !text.contains("\\") else { throw .notEmulated("A \\ in a search of logs", as: .invalidRequest) }
        let words = try Self.words(text)
        let isJoined = words.map { $0 == Word("AND") }
        // Refuse an AND that does not stand between two terms: without it the search might match everything.
        guard isJoined.first != true, isJoined.last != true,
            !zip(isJoined, isJoined.dropFirst()).contains(where: { $0 && $1 })
        else { throw .invalidRequest("AND stands between two terms") }
        terms = try words.filter { $0 != Word("AND") }.map { word throws(OAuthError) in
            guard word.isPlain else {
                throw .notEmulated(
                    "\"\(word.text.prefix(80))\" in a search of logs (field:value and AND are)",
                    as: .invalidRequest
                )
            }
            guard let colon = word.colon else { return .word(word.text) }
            let value = String(word.text.dropFirst(colon + 1))
            guard !value.isEmpty else { throw .invalidRequest("\(word.text.prefix(80)) has no value behind it") }
            return .field(String(word.text.prefix(colon)), value)
        }
    }

    private struct Word: Hashable {
        var text = ""
        /// The place of the first colon outside quotes.
        var colon: Int?
        /// The characters outside quotes, where signs are operators.
        var bare = ""

        init(_ text: String = "") {
            self.text = text
            bare = text
        }

        /// True if the word has no operator: only a field, a value and quotes.
        var isPlain: Bool {
            !["OR", "NOT"].contains(bare) && !bare.contains("&&") && !bare.contains("||")
                && !"-+!".contains(bare.first ?? " ") && !bare.contains { "()[]{}*?~^<>/".contains($0) }
                && !["_exists_", "_missing_"].contains(colon.map { String(text.prefix($0)) })
        }
    }

    /// Splits a search at blanks outside quotes, and removes the quotes.
    private static func words(_ text: String) throws(OAuthError) -> [Word] {
        var words: [Word] = []
        var word = Word()
        var (isQuoted, wasQuoted) = (false, false)
        for character in text + " " {
            switch character {
            case "\"":
                isQuoted.toggle()
                wasQuoted = true
            case _ where character.isWhitespace && !isQuoted:
                if !word.text.isEmpty || wasQuoted { words.append(word) }
                (word, wasQuoted) = (Word(), false)
            default:
                if !isQuoted {
                    if character == ":", word.colon == nil { word.colon = word.text.count }
                    word.bare.append(character)
                }
                word.text.append(character)
            }
        }
        guard !isQuoted else { throw .invalidRequest("A quote of the search has no end") }
        return words
    }

    func matches(_ document: JSONObject) -> Bool {
        terms.allSatisfy { term in
            switch term {
            case .field(let name, let value): Self.value(name, in: document) == value
            case .word(let word): Self.wordFields.contains { document[$0]?.text == word }
            }
        }
    }

    /// The value at a dotted path such as `details.api_type`.
    private static func value(_ path: String, in document: JSONObject) -> String? {
        let names = path.split(separator: ".").map(String.init)
        let value = names.reduce(JSONValue?.some(.object(document))) { $0?.object?[$1] }
        return value.flatMap { $0.text ?? ($0.object == nil ? $0.serializedText : nil) }
    }
}
