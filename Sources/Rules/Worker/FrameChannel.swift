#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import Synchronization

/// Sends and receives frames over a local socket, which it owns.
///
/// After `close` it sends nothing any more.
final class FrameChannel: Sendable {
    private let descriptor: Int32
    private let isOpen = Mutex(true)
    /// Held while a frame is written, because several threads may send.
    private let writing = Mutex(())
    private let unread = Mutex<[UInt8]>([])

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close() }

    /// Sends a frame.
    ///
    /// If the other end has gone, or does not read for a second, the channel hangs up.
    func send(_ frame: Frame) {
        writing.withLock { _ in
            guard isOpen.withLock({ $0 }) else { return }
            let bytes = frame.bytes
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes { LocalSocket.send(descriptor, $0) }
                if count < 0, errno == EINTR { continue }
                // Hang up after half a frame: the other end would misread everything that follows.
                guard count > 0 else { return hangUp() }
                sent += count
            }
        }
    }

    /// Shuts the connection down, so that the readers at both ends stop.
    ///
    /// The local reader then calls `close`.
    func hangUp() {
        isOpen.withLock { isOpen in
            if isOpen { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// Closes the socket.
    ///
    /// Only the thread that reads may call this, or another one after it has stopped.
    func close() {
        hangUp()
        // Wait for a writer: the system could give the descriptor's number to another file while it writes.
        writing.withLock { _ in
            isOpen.withLock { isOpen in
                if isOpen { LocalSocket.close(descriptor) }
                isOpen = false
            }
        }
    }

    enum Reception {
        case frame(Frame)
        case nothing
        case closed
    }

    /// Receives the next frame.
    ///
    /// - Parameter timeout: how many milliseconds to wait; negative waits without a limit.
    func receive(timeout: Int32) -> Reception {
        while true {
            do {
                if let frame = try unread.withLock({ try Frame.take(from: &$0) }) { return .frame(frame) }
            } catch {
                return .closed
            }
            var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&poller, 1, timeout)
            if ready == 0 { return .nothing }
            if ready < 0, errno == EINTR { continue }
            let count = withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 1) { buffer in
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count > 0 { unread.withLock { $0 += buffer.prefix(count) } }
                return count
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return .closed }
        }
    }
}
