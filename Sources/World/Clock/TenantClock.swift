package import TenantModel
import Synchronization

/// A tenant's time: frozen or running, moved by a control and never by waiting.
package final class TenantClock: Sendable {
    package enum Mode: String, Hashable, Sendable, CaseIterable {
        case frozen, running
    }

    package struct Reading: Hashable, Sendable {
        package let now: Timestamp
        package let mode: Mode
    }

    private enum State {
        case machine
        case frozen(Timestamp)
        /// At real speed from `instant`, which was set when the monotonic clock stood at `start`.
        case running(from: Timestamp, start: Duration)
    }

    private let state: Mutex<State>

    package init(_ setting: ClockSetting) { state = Mutex(Self.start(setting)) }

    /// Begins again, as at the tenant's first instant.
    package func restart(_ setting: ClockSetting) { state.withLock { $0 = Self.start(setting) } }

    private static func start(_ setting: ClockSetting) -> State {
        switch setting {
        case .real: .machine
        case .frozen(let instant): .frozen(instant)
        case .running(let instant): .running(from: instant, start: MachineTime.monotonic)
        }
    }

    package var now: Timestamp { reading.now }

    package var reading: Reading { state.withLock { Self.read($0) } }

    /// Sets the instant, the mode, or both; what is nil stays as it is.
    package func set(now instant: Timestamp?, mode: Mode?) {
        state.withLock { state in
            let current = Self.read(state)
            if instant == nil, mode ?? current.mode == current.mode { return }
            let start = instant ?? current.now
            switch mode ?? current.mode {
            case .frozen: state = .frozen(start)
            case .running: state = .running(from: start, start: MachineTime.monotonic)
            }
        }
    }

    /// Moves forward, in one step with reading: moves that cross all count.
    ///
    /// - Returns: false, and nothing has moved, where that would be going back.
    package func advance(_ destination: (_ now: Timestamp) -> Timestamp) -> Bool {
        state.withLock { state in
            let current = Self.read(state)
            let instant = destination(current.now)
            guard instant >= current.now else { return false }
            switch current.mode {
            case .frozen: state = .frozen(instant)
            case .running: state = .running(from: instant, start: MachineTime.monotonic)
            }
            return true
        }
    }

    package func followMachine() {
        state.withLock { $0 = .machine }
    }

    private static func read(_ state: State) -> Reading {
        switch state {
        case .machine: Reading(now: MachineTime.now, mode: .running)
        case .frozen(let instant): Reading(now: instant, mode: .frozen)
        case .running(let instant, let start):
            Reading(now: instant + (MachineTime.monotonic - start), mode: .running)
        }
    }
}
