#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import Synchronization

/// The server's connection to one worker.
final class WorkerLink: Sendable {
    enum Event: Sendable {
        case frame(Frame)
        /// Always the last event.
        case ended(WorkerEnd)
    }

    private let channel: FrameChannel
    private let process: pid_t?
    private let isReaped = Mutex(false)

    /// Starts a worker and sends it `setup`; returns nil if the system makes no more processes or threads.
    ///
    /// - Parameter onEvent: called on the link's own thread.
    static func start(
        on host: WorkerHost,
        _ setup: Frame,
        onEvent: @escaping @Sendable (WorkerLink, Event) -> Void
    ) -> WorkerLink? {
        guard let link = WorkerLink(on: host) else { return nil }
        let isListening = SystemThread.start {
            link.send(setup)
            link.listen(onEvent)
        }
        guard isListening else {
            link.end()
            return nil
        }
        return link
    }

    /// Starts a worker, waits for its answer to the setup, and ends it.
    ///
    /// - Parameter patience: how many milliseconds to wait for the answer.
    static func firstWord(of host: WorkerHost, _ setup: Frame, patience: Int32) -> Frame? {
        guard let link = WorkerLink(on: host) else { return nil }
        link.send(setup)
        let reception = link.channel.receive(timeout: patience)
        link.end()
        link.listen { _, _ in }
        guard case .frame(let frame) = reception else { return nil }
        return frame
    }

    private init?(on host: WorkerHost) {
        guard let (descriptor, process) = host.start() else { return nil }
        self.process = process
        channel = FrameChannel(descriptor)
    }

    func send(_ frame: Frame) { channel.send(frame) }

    /// Ends the worker: a process at once, a thread as soon as its script lets it.
    func end() {
        channel.hangUp()
        guard let process else { return }
        // Do not kill after `waitpid`: the system may have given the number to another process.
        isReaped.withLock { if !$0 { kill(process, SIGKILL) } }
    }

    private func listen(_ onEvent: (WorkerLink, Event) -> Void) {
        while case .frame(let frame) = channel.receive(timeout: -1) { onEvent(self, .frame(frame)) }
        channel.close()
        onEvent(self, .ended(reaped()))
    }

    /// Waits for the process, which has closed its end of the socket.
    ///
    /// If it does not exit soon, it is killed.
    private func reaped() -> WorkerEnd {
        guard let process else { return .unknown }
        var information = siginfo_t()
        var status = Int32(0)
        // Give it up to 100 ms to exit by itself, so that its exit status says why.
        for _ in 0..<20 {
            guard waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT | WNOHANG) == 0,
                information.si_signo == 0
            else { break }
            usleep(5000)
        }
        end()
        return isReaped.withLock { isReaped in
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            isReaped = true
            return WorkerEnd(status)
        }
    }
}
