/// Follows the frames of an HTTP/2 connection without keeping their payload (RFC 9113 §4.1).
struct HTTP2Frames {
    private static let headLength = 9
    private static let headers: UInt8 = 1
    private static let pushPromise: UInt8 = 5
    private static let continuation: UInt8 = 9
    private static let endHeaders: UInt8 = 4

    /// Bytes of the preface, or of a payload, that are still to come.
    private var payloadLeft: Int
    private var headRead = 0
    private var length = 0
    private var type: UInt8 = 0
    /// CONTINUATION frames must follow: a header block has begun.
    private var isInBlock = false

    /// - Parameter preface: bytes before the first frame; a client sends 24 (RFC 9113 §3.4).
    init(preface: Int) { payloadLeft = preface }

    /// Every frame and every header block that has begun is whole.
    var isBetweenFrames: Bool { payloadLeft == 0 && headRead == 0 && !isInBlock }

    /// - Returns: whether a frame outside of a header block, or a whole block, ended in these bytes.
    mutating func read(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
        var hasEnded = false
        var rest = bytes[...]
        while !rest.isEmpty {
            if payloadLeft > 0 {
                let count = min(payloadLeft, rest.count)
                payloadLeft -= count
                rest = rest.dropFirst(count)
            } else if let byte = rest.popFirst() {
                readHead(byte)
            }
            if isBetweenFrames { hasEnded = true }
        }
        return hasEnded
    }

    private mutating func readHead(_ byte: UInt8) {
        switch headRead {
        case 0: length = Int(byte)
        case 1, 2: length = length << 8 | Int(byte)
        case 3: type = byte
        case 4:
            guard [Self.headers, Self.pushPromise, Self.continuation].contains(type) else { break }
            isInBlock = byte & Self.endHeaders == 0
        default: break
        }
        headRead += 1
        guard headRead == Self.headLength else { return }
        headRead = 0
        payloadLeft = length
    }
}
