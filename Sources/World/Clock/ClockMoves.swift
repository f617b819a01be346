import Synchronization

/// Runs the moves of one tenant's clock one after the other, so that each reports everything that became due in it.
package final class ClockMoves: Sendable {
    private struct State {
        var isMoving = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        /// What the move under way has ended so far.
        var ended = 0
    }

    private let state = Mutex(State())

    init() {}

    /// How many things the move under way has ended so far; nil where none is under way.
    package var progress: Int? { state.withLock { $0.isMoving ? $0.ended : nil } }

    /// Runs `move` after every earlier move has ended.
    package func next<Result>(_ move: () async throws -> Result) async rethrows -> Result {
        await begin()
        defer { end() }
        return try await move()
    }

    /// Adds to the progress of the move under way.
    ///
    /// - Returns: how many things that move has ended in all.
    package func note(ended count: Int) -> Int {
        state.withLock { state in
            state.ended += count
            return state.ended
        }
    }

    private func begin() async {
        await withCheckedContinuation { continuation in
            let isFirst = state.withLock { state in
                guard state.isMoving else {
                    state.isMoving = true
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFirst { continuation.resume() }
        }
    }

    private func end() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.ended = 0
            guard !state.waiting.isEmpty else {
                state.isMoving = false
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
