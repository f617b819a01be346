#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import Synchronization

/// Frames over a local socket, which it owns: once it is closed nothing is written any more, whoever holds it still.
final class FrameChannel: Sendable {
    private let descriptor: Int32
    private let isOpen = Mutex(true)
    /// Two threads may have something to say.
    private let writing = Mutex(())
    private let unread = Mutex<[UInt8]>([])

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close() }

    /// Nothing is sent where the other end is gone, or does not read for a second.
    func send(_ frame: Frame) {
        writing.withLock { _ in
            guard isOpen.withLock({ $0 }) else { return }
            let bytes = frame.bytes
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes { LocalSocket.send(descriptor, $0) }
                if count < 0, errno == EINTR { continue }
                // Half a frame would be the beginning of something else.
                guard count > 0 else { return hangUp() }
                sent += count
            }
        }
    }

    /// Both ends learn that it is over; whoever reads goes on to close.
    func hangUp() {
        isOpen.withLock { isOpen in
            if isOpen { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// By the thread that reads, and by nobody else before it has stopped.
    func close() {
        hangUp()
        // A writer may be under way: the number must not become somebody else's meanwhile.
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

    /// - Parameter timeout: in milliseconds; negative waits for as long as it takes.
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
