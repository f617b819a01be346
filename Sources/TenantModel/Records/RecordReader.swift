/// The members of a record, each read as what it has to be.
package struct RecordReader {
    private let members: JSONObject

    package init(_ members: JSONObject) { self.members = members }

    package func has(_ name: String) -> Bool { members[name] != nil }

    package func text(_ name: String) throws(RecordFault) -> String { try required(optionalText(name), name) }

    package func optionalText(_ name: String) throws(RecordFault) -> String? { try optional(name, \.text) }

    package func identifier<Of>(_ name: String) throws(RecordFault) -> Identifier<Of> { Identifier(try text(name)) }

    package func optionalIdentifier<Of>(_ name: String) throws(RecordFault) -> Identifier<Of>? {
        try optionalText(name).map { Identifier($0) }
    }

    package func identifiers<Of>(_ name: String) throws(RecordFault) -> [Identifier<Of>] {
        try texts(name).map { Identifier($0) }
    }

    package func texts(_ name: String) throws(RecordFault) -> [String] {
        let elements = try optional(name, \.elements) ?? []
        let texts = elements.compactMap(\.text)
        guard texts.count == elements.count else { throw RecordFault(member: name) }
        return texts
    }

    /// False where it is left out.
    package func flag(_ name: String) throws(RecordFault) -> Bool { try optionalFlag(name) ?? false }

    package func optionalFlag(_ name: String) throws(RecordFault) -> Bool? { try optional(name, \.flag) }

    package func integer(_ name: String) throws(RecordFault) -> Int { try required(optionalInteger(name), name) }

    package func optionalInteger(_ name: String) throws(RecordFault) -> Int? { try optional(name, \.integer) }

    package func instant(_ name: String) throws(RecordFault) -> Timestamp { try required(optionalInstant(name), name) }

    package func optionalInstant(_ name: String) throws(RecordFault) -> Timestamp? {
        try optional(name) { $0.integer.flatMap { Timestamp(milliseconds: Int64($0)) } }
    }

    /// Empty where it is left out.
    package func object(_ name: String) throws(RecordFault) -> JSONObject { try optionalObject(name) ?? JSONObject() }

    package func optionalObject(_ name: String) throws(RecordFault) -> JSONObject? { try optional(name, \.object) }

    package func word<Word: RawRepresentable<String>>(_ name: String) throws(RecordFault) -> Word {
        try required(Word(rawValue: text(name)), name)
    }

    package func scope(_ name: String) throws(RecordFault) -> ScopeSet { ScopeSet(try text(name)) }

    package func thing<Thing: Recorded>(_ name: String) throws(RecordFault) -> Thing {
        try Thing(record: required(optionalObject(name), name))
    }

    package func things<Thing: Recorded>(_ name: String) throws(RecordFault) -> [Thing] {
        var things: [Thing] = []
        for element in try optional(name, \.elements) ?? [] {
            things.append(try Thing(record: required(element.object, name)))
        }
        return things
    }

    private func optional<Value>(_ name: String, _ read: (JSONValue) -> Value?) throws(RecordFault) -> Value? {
        guard let value = members[name] else { return nil }
        return try required(read(value), name)
    }

    private func required<Value>(_ value: Value?, _ name: String) throws(RecordFault) -> Value {
        guard let value else { throw RecordFault(member: name) }
        return value
    }
}
