import Flows
import TenantModel

/// `application/x-www-form-urlencoded`, as a query and as a body.
extension Parameters {
    /// The most parameters of a request: more than any client needs, and few enough to look up one by one.
    static let most = 1000
    static let tooMany = "More than \(most) parameters"

    /// Reads `a=1&b%5Bc%5D=2`.
    ///
    /// `b[c]` becomes the member `c` of the object `b`, because some client libraries send objects like that. A name
    /// without `=` has an empty value.
    ///
    /// - Throws: `invalid_request` for broken escapes, text that is not UTF-8, more than 1,000 pairs, or brackets
    ///   deeper than 8.
    init(form bytes: [UInt8]) throws(OAuthError) {
        var object = JSONObject()
        var duplicates: Set<String> = []
        var seen: Set<String> = []
        let pairs = bytes.split(separator: UInt8(ascii: "&"), maxSplits: Self.most + 1)
        guard pairs.count <= Self.most else { throw .invalidRequest(Self.tooMany) }
        for pair in pairs {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(halves[0], plusIsBlank: true),
                let value = PercentEncoding.decode(
                    halves.count == 2 ? halves[1] : halves[0].prefix(0),
                    plusIsBlank: true
                )
            else { throw .invalidRequest("The parameters are not valid percent-encoded UTF-8") }
            if !seen.insert(name).inserted { duplicates.insert(name) }
            let path = try Self.path(of: name)
            object.set(.string(value), at: path[...])
        }
        self.init(object, duplicates: duplicates)
    }

    private static func path(of name: String) throws(OAuthError) -> [String] {
        guard name.hasSuffix("]"), let open = name.firstIndex(of: "["), open > name.startIndex else { return [name] }
        let keys = name[name.index(after: open)...].dropLast().split(separator: "][", omittingEmptySubsequences: false)
        guard keys.count <= 8 else { throw .invalidRequest("Brackets are nested deeper than 8 levels") }
        return [String(name[..<open])] + keys.map(String.init)
    }
}

extension JSONObject {
    /// A value where an object is needed gives way to the object.
    fileprivate mutating func set(_ value: JSONValue, at path: ArraySlice<String>) {
        guard let key = path.first else { return }
        guard path.count > 1 else {
            self[key] = value
            return
        }
        var child = self[key]?.object ?? JSONObject()
        child.set(value, at: path.dropFirst())
        self[key] = .object(child)
    }
}
