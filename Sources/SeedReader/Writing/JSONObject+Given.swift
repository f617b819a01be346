import TenantModel

/// Helpers that leave out members whose value is the default.
extension JSONObject {
    /// The members that have a value, in this order.
    init(given members: KeyValuePairs<String, JSONValue?>) {
        self.init(members.compactMap { name, value in value.map { (name, $0) } })
    }

    /// This object's members, then the `kept` ones in their own order; of a name in both the kept value counts.
    func followed(by kept: JSONObject) -> JSONObject {
        let names = Set(kept.names)
        return JSONObject((members.filter { !names.contains($0.name) } + kept.members).map { ($0.name, $0.value) })
    }
}

extension JSONValue {
    static func given(_ text: String?) -> JSONValue? { text.map(JSONValue.string) }
    static func given(_ instant: Timestamp?) -> JSONValue? { instant.map { .string($0.written) } }
    static func given(_ number: Int?) -> JSONValue? { number.map(JSONValue.integer) }
    static func given(_ object: JSONObject) -> JSONValue? { object.isEmpty ? nil : .object(object) }
    static func given(_ texts: [String]) -> JSONValue? { texts.isEmpty ? nil : .texts(texts) }
    static func given(_ documents: [JSONObject]) -> JSONValue? { documents.isEmpty ? nil : .documents(documents) }

    /// Nil for a switch that is off, which is its default.
    static func given(on flag: Bool) -> JSONValue? { flag ? true : nil }

    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
    static func documents(_ documents: [JSONObject]) -> JSONValue { .array(documents.map(JSONValue.object)) }

    /// Scope words and the attributes that each stands for, in alphabetical order.
    static func given(_ attributesByScope: [String: [String]]) -> JSONValue? {
        given(JSONObject(attributesByScope.sorted { $0.key < $1.key }.map { ($0.key, .texts($0.value)) }))
    }

    static func seconds(_ duration: Duration) -> JSONValue { .integer(Int(duration.components.seconds)) }
    static func milliseconds(_ duration: Duration) -> JSONValue { .integer(duration.wholeMilliseconds) }
}

extension Timestamp {
    /// RFC 3339, with milliseconds only where there are some.
    fileprivate var written: String {
        rfc3339.hasSuffix(".000Z") ? "\(rfc3339.dropLast(5))Z" : rfc3339
    }
}
