import Crypto

extension Transcript {
    /// SHA-256 of the transcript's text, as 64 hexadecimal digits: equal where the same was said, byte for byte.
    ///
    /// One line of a test instead of a golden file; keep a golden where somebody will want to read what differs.
    public var digest: String {
        SHA256.hash(data: Array(description.utf8)).reduce(into: "") { text, byte in
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
