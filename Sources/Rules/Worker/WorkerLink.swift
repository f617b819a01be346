#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import Synchronization

/// The near end of the pipe: one worker, alive until its end is told.
final class WorkerLink: Sendable {
    enum Event: Sendable {
        case frame(Frame)
        /// The last one, always.
        case ended
    }

    private let channel: FrameChannel
    private let descriptor: Int32
    private let process: pid_t?
    private let isReaped = Mutex(false)

    /// Starts a worker and tells it `setup`; nil where the machine makes no more processes or threads.
    ///
    /// - Parameter onEvent: called on the link's own thread.
    static func start(
        on host: WorkerHost,
        _ setup: Frame,
        onEvent: @escaping @Sendable (WorkerLink, Event) -> Void
    ) -> WorkerLink? {
        guard let (descriptor, process) = host.start() else { return nil }
        let link = WorkerLink(descriptor, process)
        SystemThread.start {
            link.send(setup)
            link.listen(onEvent)
        }
        return link
    }

    /// Starts a worker for the one answer it gives to its setup, and ends it.
    static func firstWord(of host: WorkerHost, _ setup: Frame) -> Frame? {
        guard let (descriptor, process) = host.start() else { return nil }
        let link = WorkerLink(descriptor, process)
        link.send(setup)
        let reception = link.channel.receive(timeout: -1)
        link.end()
        link.listen { _, _ in }
        guard case .frame(let frame) = reception else { return nil }
        return frame
    }

    private init(_ descriptor: Int32, _ process: pid_t?) {
        self.descriptor = descriptor
        self.process = process
        channel = FrameChannel(descriptor)
    }

    func send(_ frame: Frame) { channel.send(frame) }

    /// It ends at once, or, on a thread, as soon as its script lets it.
    func end() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        guard let process else { return }
        // A number that has been waited for may be somebody else's by now.
        isReaped.withLock { if !$0 { kill(process, SIGKILL) } }
    }

    private func listen(_ onEvent: (WorkerLink, Event) -> Void) {
        while case .frame(let frame) = channel.receive(timeout: -1) { onEvent(self, .frame(frame)) }
        end()
        if let process {
            var status = Int32(0)
            var information = siginfo_t()
            while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
            isReaped.withLock { isReaped in
                while waitpid(process, &status, 0) < 0, errno == EINTR {}
                isReaped = true
            }
        }
        onEvent(self, .ended)
        close(descriptor)
    }
}
