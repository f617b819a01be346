import NIOCore
import Synchronization

/// Every open connection, so that a stop can reach them all.
final class ConnectionRegistry: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isClosing = false
        var emptied: EventLoopPromise<Void>?
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.open.count } }

    /// False once a stop has begun: the newcomer has to be closed.
    func enrol(_ channel: any Channel) -> Bool {
        let key = ObjectIdentifier(channel)
        let enrolled = state.withLock { state in
            guard !state.isClosing else { return false }
            state.open[key] = channel
            return true
        }
        guard enrolled else { return false }
        channel.closeFuture.whenComplete { _ in self.leave(key) }
        return true
    }

    private func leave(_ key: ObjectIdentifier) {
        state.withLock { state in
            state.open[key] = nil
            return state.open.isEmpty ? state.emptied : nil
        }?
        .succeed()
    }

    /// Refuses newcomers from now on; succeeds when the last connection has closed.
    func emptied(on loop: any EventLoop) -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        let isEmpty = state.withLock { state in
            state.isClosing = true
            state.emptied = promise
            return state.open.isEmpty
        }
        if isEmpty { promise.succeed() }
        return promise.futureResult
    }

    /// Asks every connection to close once it owes no answer.
    func quiesce() {
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    }

    /// The same for the connections of some ports.
    func quiesce(ports: Set<Int>) {
        for channel in channels where channel.localAddress?.port.map(ports.contains) == true {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    /// Closes every connection now, without the courtesies of TLS.
    func drop() {
        for channel in channels { ConnectionDoor.shut(channel) }
    }

    private var channels: [any Channel] { state.withLock { Array($0.open.values) } }
}
