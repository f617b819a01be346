/// One message between the server and a worker: a kind, and JSON text or what the kind says.
struct Frame: Sendable {
    enum Kind: UInt8, Sendable {
        /// To the worker: the tenant's scripts and limits, once, first.
        case setup = 1
        /// To the worker: one login: a seed for its random numbers, a line feed, `{clock, user, context, accessToken}`.
        case run
        /// To the worker: what became of an `ask`, with the number that came with it.
        case answer
        /// From the worker: it can take a run; the first one lists the scripts that do not compile.
        case ready
        /// From the worker: a rule calls an API of the tenant: the number of the run, a line feed, the call. A rule need
        /// not wait for the answer, and what comes for an earlier run is nobody's.
        case ask
        /// From the worker: the rules are through.
        case finished
        /// From the worker, its last word: a run exceeded its time or memory.
        case exceeded
        /// From the worker: this machine has no JavaScript engine.
        case noEngine
    }

    let kind: Kind
    let payload: [UInt8]

    init(_ kind: Kind, _ text: String = "") {
        self.kind = kind
        payload = Array(text.utf8)
    }

    private init(_ kind: Kind, payload: [UInt8]) {
        self.kind = kind
        self.payload = payload
    }

    /// What stands before the first line feed, and what comes after.
    var lineAndText: (line: String, text: String) {
        let parts = payload.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let texts = parts.map { String(decoding: $0, as: UTF8.self) }
        return (texts.first ?? "", texts.count > 1 ? texts[1] : "")
    }

    static let headerSize = 5
    /// Beyond it a frame is a fault, whoever sent it.
    static let mostBytes = 64 << 20

    /// Four bytes of length, lowest first, the kind, the payload.
    var bytes: [UInt8] {
        let count = UInt32(payload.count)
        return (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) } + [kind.rawValue] + payload
    }

    /// Takes one whole frame off the front; nil while it has not arrived.
    ///
    /// - Throws: `BadFrame` for an unknown kind or an impossible length.
    static func take(from buffer: inout [UInt8]) throws(BadFrame) -> Frame? {
        guard buffer.count >= headerSize else { return nil }
        let count = (0..<4).reduce(0) { $0 | Int(buffer[$1]) << ($1 * 8) }
        guard let kind = Kind(rawValue: buffer[4]), count <= mostBytes else { throw BadFrame() }
        guard buffer.count >= headerSize + count else { return nil }
        let frame = Frame(kind, payload: Array(buffer[headerSize..<headerSize + count]))
        buffer.removeFirst(headerSize + count)
        return frame
    }

    struct BadFrame: Error {}
}
