/// An error, warning or note about a seed: where, what, and what to write instead.
package struct Complaint: Error, Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable { case error, warning, note }

    /// The kind of complaint, for programs.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case unreadable
        case syntax
        case alias
        case duplicateKey = "duplicate_key"
        case unknownKey = "unknown_key"
        case missingKey = "missing_key"
        case wrongType = "wrong_type"
        case badValue = "bad_value"
        case badScript = "bad_script"
        case suspicious
        case duplicate
        case danglingReference = "dangling_reference"
        case ambiguousReference = "ambiguous_reference"
        case conflict
        case unresolvedKeyword = "unresolved_keyword"
        case notSupported = "not_supported"
        case notActedOn = "not_acted_on"
    }

    package var file: String
    /// From 1.
    package var line: Int
    /// From 1, in Unicode scalars.
    package var column: Int
    package var severity: Severity
    package var code: Code
    package var message: String
    /// The path of the key, such as `clients[0].callbacks`; empty for the file as a whole.
    package var keyPath: String
    /// What to write instead, for programs; nil if there is no single answer.
    package var suggestion: String?
    /// The line as written; nil if it may have a secret.
    package var sourceLine: String?
}

extension Complaint: CustomStringConvertible {
    /// The complaint in one line: `file:line:column: error: text`.
    package var headline: String { "\(file):\(line):\(column): \(severity.rawValue): \(message)".printable }

    /// The headline, the key path, and the line with a caret under the column.
    package var description: String {
        var text = headline
        if !keyPath.isEmpty { text += "\n    at \(keyPath.printable)" }
        if let sourceLine {
            // Show tabs as blanks, so that the caret below stands under the right column.
            let shown = String(sourceLine.map { $0 == "\t" ? " " : $0 }).printable
            text += "\n    | \(shown)\n    | \(String(repeating: " ", count: column - 1))^"
        }
        return text
    }
}

extension Complaint: Comparable {
    /// Sorts by file, line, column and message.
    package static func < (left: Complaint, right: Complaint) -> Bool {
        (left.file, left.line, left.column, left.message) < (right.file, right.line, right.column, right.message)
    }
}

extension String {
    /// The text with control characters escaped, so that a seed's text cannot control the terminal.
    fileprivate var printable: String {
        guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            text += scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
        }
    }
}
