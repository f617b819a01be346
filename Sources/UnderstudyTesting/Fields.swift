/// Header fields as they go over the wire: in order, repeated if need be, names compared without case.
public struct Fields: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public private(set) var all: [Field]

    public init(_ fields: [Field] = []) { all = fields }

    /// The value of the first field of that name.
    ///
    /// Setting replaces all of them; nil removes them.
    public subscript(name: String) -> String? {
        get { self[all: name].first }
        set {
            all.removeAll { Self.isSame($0.name, name) }
            if let newValue { all.append(Field(name, newValue)) }
        }
    }

    /// The values of every field of that name.
    public subscript(all name: String) -> [String] {
        all.filter { Self.isSame($0.name, name) }.map(\.value)
    }

    public mutating func append(_ name: String, _ value: String) { all.append(Field(name, value)) }

    private static func isSame(_ one: String, _ other: String) -> Bool { one.lowercased() == other.lowercased() }
}

extension Fields: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        all = elements.map { Field($0.0, $0.1) }
    }
}
