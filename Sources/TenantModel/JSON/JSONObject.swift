/// The members of a JSON object, in the order they were written.
package struct JSONObject: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONValue
    }

    package private(set) var members: [Member] = []

    package init() {}

    /// Later members of one name replace earlier ones in place.
    package init(_ pairs: [(String, JSONValue)]) {
        for (name, value) in pairs { self[name] = value }
    }

    /// Trusts that no name stands twice; for the parser, which has looked.
    init(distinct members: [Member]) {
        self.members = members
    }

    package subscript(name: String) -> JSONValue? {
        get { index(of: name).map { members[$0].value } }
        set {
            let index = index(of: name)
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Names are equal byte for byte (RFC 8259 §8.3).
    private func index(of name: String) -> Int? {
        let bytes = name.utf8
        // Cheapest first; `==` alone takes two spellings of one character for equal.
        return members.firstIndex {
            $0.name.utf8.count == bytes.count && $0.name == name && $0.name.utf8.elementsEqual(bytes)
        }
    }

    /// Appends a member, where there is a value; trusts that there is none of that name.
    package mutating func append(_ name: String, _ value: JSONValue?) {
        guard let value else { return }
        members.append(Member(name: name, value: value))
    }

    package mutating func reserveCapacity(_ count: Int) { members.reserveCapacity(count) }

    package var names: [String] { members.map(\.name) }
    package var isEmpty: Bool { members.isEmpty }

    /// Appends what `other` has and this lacks; what both have is taken from `other`, in place.
    package mutating func merge(_ other: JSONObject) {
        for member in other.members { self[member.name] = member.value }
    }

    package func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        merged.merge(other)
        return merged
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
