import HTTPTypes
import Hummingbird
import NIOCore

extension ResponseBody {
    /// A large body written piece by piece, each after the one before has found room.
    ///
    /// In one piece it would be encrypted and queued whole, and a client that reads slowly could not be told from one
    /// that does not read.
    var inPieces: ResponseBody {
        guard let length = contentLength, length > PieceWriter.size else { return self }
        let whole = self
        return ResponseBody(contentLength: length) { writer in try await whole.write(PieceWriter(parent: writer)) }
    }
}

private struct PieceWriter: ResponseBodyWriter {
    static let size = 32 * 1024

    var parent: any ResponseBodyWriter

    mutating func write(_ buffer: ByteBuffer) async throws {
        var rest = buffer
        while let piece = rest.readSlice(length: min(Self.size, rest.readableBytes)), piece.readableBytes > 0 {
            try await parent.write(piece)
        }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        try await parent.finish(trailingHeaders)
    }
}
