/// One message between the server and a worker: a kind and a payload.
struct Frame: Sendable {
    enum Kind: UInt8, Sendable {
        /// To the worker, once, first: the tenant's scripts and limits as JSON.
        case setup = 1
        /// To the worker: one login: a seed for its random numbers, a line feed, `{clock, user, context, accessToken}`.
        case run
        /// To the worker: the answer to an `ask`: the number of the run, a line feed, the answer as JSON.
        case answer
        /// From the worker: it is free. The first one lists the scripts that do not compile.
        case ready
        /// From the worker: a rule calls an API of the tenant: the number of the run, a line feed, the call as JSON.
        ///
        /// A rule need not wait for the answer. The worker ignores an answer for an earlier run.
        case ask
        /// From the worker: the rules have finished; the payload is the report.
        case finished
        /// From the worker, as its last frame: a run exceeded its time or memory; the payload is the report.
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

    /// The payload before the first line feed, and after it.
    var lineAndText: (line: String, text: String) {
        let parts = payload.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let texts = parts.map { String(decoding: $0, as: UTF8.self) }
        return (texts.first ?? "", texts.count > 1 ? texts[1] : "")
    }

    static let headerSize = 5
    /// The most bytes of a payload; a longer frame is a fault.
    static let mostBytes = 64 << 20

    /// The frame's bytes: four bytes of length, the lowest first, then the kind, then the payload.
    var bytes: [UInt8] {
        let count = UInt32(payload.count)
        return (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) } + [kind.rawValue] + payload
    }

    /// Removes one whole frame from the front of the buffer; returns nil if it has not fully arrived.
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
