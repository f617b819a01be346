import Synchronization

/// Lets a tenant be put back to another time only between requests.
///
/// A request draws ids and keeps things in several steps: with a reset between them, ids of before would end up in the
/// state of after, and be drawn a second time.
package final class RequestGate: Sendable {
    private struct State {
        var inside = 0
        var isClosed = false
        /// Who waits to be let in.
        var waiting: [CheckedContinuation<Void, Never>] = []
        /// Who has closed the gate and waits for everybody to be out.
        var closer: CheckedContinuation<Void, Never>?
        /// Who wants to close it next.
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Runs a request's work; waits where the gate is closed.
    package func pass<Result>(_ work: () async throws -> Result) async rethrows -> Result {
        await enter()
        defer { leave() }
        return try await work()
    }

    /// Runs `work` while no request is inside, nor any other such work.
    ///
    /// - Parameter patience: how long requests that are inside are waited for, in real time; a login whose rule takes
    ///   longer does not hold a reset up.
    package func closed<Result>(
        patience: Duration = .seconds(1),
        _ work: () async throws -> Result
    ) async rethrows -> Result {
        await close(patience)
        defer { open() }
        return try await work()
    }

    private func enter() async {
        await withCheckedContinuation { continuation in
            let mayPass = state.withLock { state in
                guard state.isClosed else {
                    state.inside += 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if mayPass { continuation.resume() }
        }
    }

    private func leave() {
        let closer = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.inside -= 1
            guard state.inside == 0 else { return nil }
            defer { state.closer = nil }
            return state.closer
        }
        closer?.resume()
    }

    private func close(_ patience: Duration) async {
        let deadline = Task {
            try await Task.sleep(for: patience)
            takeCloser()?.resume()
        }
        await withCheckedContinuation { continuation in
            let isAlone = state.withLock { state in
                guard !state.isClosed else {
                    state.closers.append(continuation)
                    return false
                }
                state.isClosed = true
                if state.inside > 0 { state.closer = continuation }
                return state.inside == 0
            }
            if isAlone { continuation.resume() }
        }
        deadline.cancel()
    }

    private func takeCloser() -> CheckedContinuation<Void, Never>? {
        state.withLock { state in
            defer { state.closer = nil }
            return state.closer
        }
    }

    private func open() {
        let freed = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            if !state.closers.isEmpty {
                let next = state.closers.removeFirst()
                guard state.inside > 0 else { return [next] }
                state.closer = next
                return []
            }
            state.isClosed = false
            state.inside += state.waiting.count
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in freed { continuation.resume() }
    }
}
