import TenantModel

/// A login's profile, encoded as its difference from the user's row.
///
/// There are many tokens, and profiles are long, but nearly all of a profile repeats the user's row. The rest is mostly
/// the same for every user, so that tokens can share it: see `TokenGrounds`.
enum ProfileTemplate {
    private enum Tag: UInt8 {
        case null, no, yes, integer, number, text, array, object
        /// The value that the user's row has for that member name.
        case own
        /// `updated_at`, which every login changes.
        case updatedAt
    }

    /// The template of a profile without members.
    static let empty: [UInt8] = [Tag.object.rawValue, 0]

    /// - Returns: the template, and the instant that stands in `updated_at`.
    static func of(_ profile: JSONObject, person: User) -> (bytes: [UInt8], updatedAt: Timestamp?) {
        var writer = Writer(person: person)
        writer.bytes.reserveCapacity(512)
        writer.write(profile, of: .person)
        return (writer.bytes, writer.updatedAt)
    }

    static func profile(_ bytes: [UInt8], person: User, updatedAt: Timestamp?) -> JSONObject {
        var reader = Reader(person: person, updatedAt: updatedAt, bytes: bytes[...])
        return reader.object(of: .person)
    }

    /// The part of the user's row that the members of an object are compared with.
    private enum Owner {
        case person
        /// One of the user's identities, by its index.
        case identity(Int)
        case nobody

        /// The owner of the values inside the member `name`.
        func inside(_ name: String) -> Owner {
            guard case .person = self, name == "identities" else { return .nobody }
            return .identity(0)
        }

        func element(_ index: Int) -> Owner {
            guard case .identity = self else { return .nobody }
            return .identity(index)
        }

        func value(_ name: String, of person: User) -> JSONValue? {
            switch self {
            case .nobody: nil
            case .identity(let index): index < person.identities.count ? person.identities[index].value(name) : nil
            case .person: person.value(name)
            }
        }
    }

    private struct Writer {
        let person: User
        var bytes: [UInt8] = []
        var updatedAt: Timestamp?

        mutating func write(_ object: JSONObject, of owner: Owner) {
            put(.object, count: object.members.count)
            for member in object.members {
                put(text: member.name)
                if case .person = owner, member.name == "updated_at", let text = member.value.text,
                    let instant = Timestamp(rfc3339: text), text.isSpelled(as: instant.rfc3339)
                {
                    updatedAt = instant
                    bytes.append(Tag.updatedAt.rawValue)
                } else if let own = owner.value(member.name, of: person), own.isSpelled(as: member.value) {
                    bytes.append(Tag.own.rawValue)
                } else {
                    write(member.value, of: owner.inside(member.name))
                }
            }
        }

        private mutating func write(_ value: JSONValue, of owner: Owner) {
            switch value {
            case .null: bytes.append(Tag.null.rawValue)
            case .bool(let flag): bytes.append((flag ? Tag.yes : Tag.no).rawValue)
            case .integer(let number):
                bytes.append(Tag.integer.rawValue)
                put(word: UInt64(bitPattern: Int64(number)))
            case .number(let number):
                bytes.append(Tag.number.rawValue)
                put(word: number.bitPattern)
            case .string(let text):
                bytes.append(Tag.text.rawValue)
                put(text: text)
            case .array(let elements):
                put(.array, count: elements.count)
                for (index, element) in elements.enumerated() { write(element, of: owner.element(index)) }
            case .object(let object): write(object, of: owner)
            }
        }

        private mutating func put(_ tag: Tag, count: Int) {
            bytes.append(tag.rawValue)
            put(count: count)
        }

        private mutating func put(text: String) {
            put(count: text.utf8.count)
            bytes.append(contentsOf: text.utf8)
        }

        private mutating func put(count: Int) {
            var rest = count
            while rest >= 0x80 {
                bytes.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }

        private mutating func put(word: UInt64) {
            for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
    }

    /// Reads what `Writer` wrote.
    ///
    /// It does not check its input, because templates never leave the process.
    private struct Reader {
        let person: User
        let updatedAt: Timestamp?
        var bytes: ArraySlice<UInt8>

        mutating func object(of owner: Owner) -> JSONObject {
            precondition(tag() == .object, "a template is an object")
            return members(of: owner)
        }

        private mutating func members(of owner: Owner) -> JSONObject {
            let count = count()
            var object = JSONObject()
            object.reserveCapacity(count)
            for _ in 0..<count {
                let name = text()
                object.append(name, member(name, of: owner))
            }
            return object
        }

        private mutating func member(_ name: String, of owner: Owner) -> JSONValue {
            let tag = tag()
            switch tag {
            case .own: return owner.value(name, of: person) ?? .null
            case .updatedAt: return updatedAt.map { .string($0.rfc3339) } ?? .null
            default: return value(tag, of: owner.inside(name))
            }
        }

        private mutating func value(_ tag: Tag, of owner: Owner) -> JSONValue {
            switch tag {
            case .null, .own, .updatedAt: .null
            case .no: false
            case .yes: true
            case .integer: .integer(Int(Int64(bitPattern: word())))
            case .number: .number(Double(bitPattern: word()))
            case .text: .string(text())
            case .array: .array((0..<count()).map { index in self.value(self.tag(), of: owner.element(index)) })
            case .object: .object(members(of: owner))
            }
        }

        private mutating func tag() -> Tag { Tag(rawValue: bytes.removeFirst()) ?? .null }

        private mutating func count() -> Int {
            var (count, shift) = (0, 0)
            while true {
                let byte = bytes.removeFirst()
                count |= Int(byte & 0x7F) << shift
                guard byte & 0x80 != 0 else { return count }
                shift += 7
            }
        }

        private mutating func text() -> String {
            let length = count()
            defer { bytes.removeFirst(length) }
            return String(decoding: bytes.prefix(length), as: UTF8.self)
        }

        private mutating func word() -> UInt64 {
            (0..<8).reduce(into: UInt64(0)) { word, index in word |= UInt64(bytes.removeFirst()) << (8 * index) }
        }
    }
}
