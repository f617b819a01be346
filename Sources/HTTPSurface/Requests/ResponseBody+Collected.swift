import Hummingbird
import HTTPTypes
import NIOCore

extension ResponseBody {
    /// What this body would write.
    ///
    /// Our bodies are buffers, so nothing waits.
    func collected() async throws -> [UInt8] {
        let writer = CollectingWriter()
        try await write(writer)
        return writer.bytes
    }
}

private final class CollectingWriter: ResponseBodyWriter {
    private(set) var bytes: [UInt8] = []

    func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
