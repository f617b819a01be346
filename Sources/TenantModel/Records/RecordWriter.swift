/// Puts a record together: what is nil, false or empty is left out.
///
/// Names are distinct by construction, so none is looked for, as `JSONObject` does for names that come from outside.
struct RecordWriter {
    private var members: [JSONObject.Member] = []

    var record: JSONObject { JSONObject(distinct: members) }

    mutating func put(_ name: String, _ value: JSONValue) {
        members.append(JSONObject.Member(name: name, value: value))
    }

    mutating func put(_ name: String, _ text: String?) { text.map { put(name, .string($0)) } }

    mutating func put<Of>(_ name: String, _ identifier: Identifier<Of>?) { put(name, identifier?.rawValue) }

    mutating func put(_ name: String, _ instant: Timestamp?) {
        instant.map { put(name, .integer(Int($0.milliseconds))) }
    }

    mutating func put(_ name: String, _ number: Int?) { number.map { put(name, .integer($0)) } }

    mutating func put(_ name: String, _ flag: Bool) { if flag { put(name, .bool(true)) } }

    mutating func put(_ name: String, _ object: JSONObject) { if !object.isEmpty { put(name, .object(object)) } }

    mutating func put(_ name: String, _ texts: [String]) {
        if !texts.isEmpty { put(name, .array(texts.map(JSONValue.string))) }
    }

    mutating func put<Of>(_ name: String, _ identifiers: [Identifier<Of>]) { put(name, identifiers.map(\.rawValue)) }

    mutating func put(_ name: String, _ thing: some Recorded) { put(name, .object(thing.record)) }

    mutating func put(_ name: String, _ things: [some Recorded]) {
        if !things.isEmpty { put(name, .array(things.map { .object($0.record) })) }
    }
}
