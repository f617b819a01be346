import TenantModel

/// What a script needs of the sandbox: packages, free variables of the old sandbox, and HTTP calls.
///
/// It looks at tokens and does not parse the script.
struct ScriptNeeds {
    struct Package: Hashable {
        let name: String
        /// The free variable that stands for the package; nil for `require`.
        let variable: String?
        let offset: Int
    }

    struct Call: Hashable {
        /// The method in capitals; nil if the call does not show it.
        let method: String?
        /// The whole address, or its beginning if `isWhole` is false.
        let url: String
        let isWhole: Bool
        let offset: Int
    }

    private(set) var packages: [Package] = []
    private(set) var calls: [Call] = []

    init(_ script: String) {
        let tokens = ScriptToken.all(in: script)
        let declared = Self.declaredNames(tokens)
        for index in tokens.indices {
            readPackage(tokens, index, declared)
            readCall(tokens, index)
        }
    }

    // MARK: Packages

    private mutating func readPackage(_ tokens: [ScriptToken], _ index: Int, _ declared: Set<String>) {
        guard let word = tokens[index].word, !Self.isMember(tokens, index), !declared.contains(word) else { return }
        if word == "require" {
            guard index + 3 < tokens.count, tokens[index + 1].isSign("("), tokens[index + 3].isSign(")"),
                case .text(let name, true) = tokens[index + 2].kind
            else { return }
            packages.append(Package(name: name, variable: nil, offset: tokens[index].offset))
        } else if let name = SandboxPackage.freeVariables[word], index + 1 < tokens.count,
            tokens[index + 1].isSign(".") || (tokens[index + 1].isSign("(") && word != "async")
        {
            packages.append(Package(name: name, variable: word, offset: tokens[index].offset))
        }
    }

    private static func isMember(_ tokens: [ScriptToken], _ index: Int) -> Bool {
        guard index > 0, tokens[index - 1].isSign(".") else { return false }
        // `...name` spreads a variable; it is no member access.
        return !(index > 2 && tokens[index - 2].isSign(".") && tokens[index - 3].isSign("."))
    }

    /// Names that the script declares, or may declare: variables, functions and parameters.
    private static func declaredNames(_ tokens: [ScriptToken]) -> Set<String> {
        var names: Set<String> = []
        for index in tokens.indices where index > 0 {
            guard let word = tokens[index].word else { continue }
            let before = tokens[index - 1]
            let after = index + 1 < tokens.count ? tokens[index + 1] : nil
            let isDeclared = before.isWord(among: ["var", "let", "const", "function", "class"])
            let isListed =
                [",", "(", "{", "[", "."].contains { before.isSign($0) } && !isMember(tokens, index)
                && [",", ")", "}", "]", "="].contains { after?.isSign($0) == true }
            let isSet =
                after?.isSign("=") == true && !(index + 2 < tokens.count && tokens[index + 2].isSign("="))
                && !isMember(tokens, index)
            if isDeclared || isListed || isSet { names.insert(word) }
        }
        return names
    }

    // MARK: Calls

    private static let callers: Set<String> = ["request", "axios", "fetch", "rp", "requestPromise", "got", "needle"]
    private static let methods: Set<String> = ["get", "post", "put", "patch", "del", "delete", "head", "options"]
    private static let addressKeys: Set<String> = ["url", "uri", "baseUrl", "baseURL"]

    private mutating func readCall(_ tokens: [ScriptToken], _ index: Int) {
        guard case .text(let text, let isWholeText) = tokens[index].kind, index > 1, Self.isAddress(text) else {
            return
        }
        let (before, name) = (tokens[index - 1], tokens[index - 2])
        var method: String?
        var isBase = false
        if before.isSign("("), let word = name.word {
            if Self.methods.contains(word) {
                // `map.get('https://…')` is no HTTP call.
                guard index > 3, tokens[index - 3].isSign("."), tokens[index - 4].isWord(among: Self.callers) else {
                    return
                }
                method = word == "del" ? "DELETE" : word.uppercased()
            } else if !Self.callers.contains(word) {
                return
            }
        } else if before.isSign(":"), let key = Self.key(name), Self.addressKeys.contains(key) {
            isBase = key.hasPrefix("base")
        } else {
            return
        }
        let goesOn = index + 1 < tokens.count && tokens[index + 1].isSign("+")
        calls.append(
            Call(
                method: method,
                url: text,
                isWhole: isWholeText && !goesOn && !isBase,
                offset: tokens[index].offset
            )
        )
    }

    private static func key(_ token: ScriptToken) -> String? {
        switch token.kind {
        case .word(let word): word
        case .text(let text, true): text
        default: nil
        }
    }

    /// True for an address with a host; a template that begins `https://${…}` has none that is known.
    private static func isAddress(_ text: String) -> Bool {
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) { return text.count > scheme.count }
        return false
    }
}
