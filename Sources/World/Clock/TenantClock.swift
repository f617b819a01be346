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

    /// Where a clock stands, in terms that outlive the process.
    package enum Position: Hashable, Sendable {
        case machine
        case frozen(Timestamp)
        /// At real speed from `instant`, where it stood when the machine's own clock stood at `machine`.
        case running(from: Timestamp, machine: Timestamp)
    }

    /// The monotonic clock stood at `start` when it began to run from its position; it is what a running clock goes by.
    private struct State {
        var position: Position
        var start = MachineTime.monotonic

        static func running(from instant: Timestamp) -> State {
            State(position: .running(from: instant, machine: MachineTime.now))
        }
    }

    private let state: Mutex<State>

    package init(_ setting: ClockSetting) { state = Mutex(Self.start(setting)) }

    /// A clock that goes on where another one stood; if that one ran, it has gone on running meanwhile.
    package init(resuming position: Position) {
        guard case .running(let instant, let machine) = position else {
            state = Mutex(State(position: position))
            return
        }
        // A machine whose clock was set back meanwhile does not set this one back.
        let meanwhile = max(.zero, MachineTime.now.duration(since: machine))
        state = Mutex(.running(from: instant + meanwhile))
    }

    /// Takes a move back that could not be kept: a clock that ran has gone on meanwhile.
    package func takeBack(to position: Position) {
        let before = TenantClock(resuming: position).state.withLock { $0 }
        state.withLock { $0 = before }
    }

    package var position: Position { state.withLock { $0.position } }

    private static func start(_ setting: ClockSetting) -> State {
        switch setting {
        case .real: State(position: .machine)
        case .frozen(let instant): State(position: .frozen(instant))
        case .running(let instant): .running(from: instant)
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
            state = Self.state(mode ?? current.mode, at: start)
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
            state = Self.state(current.mode, at: instant)
            return true
        }
    }

    package func followMachine() {
        state.withLock { $0 = State(position: .machine) }
    }

    private static func state(_ mode: Mode, at instant: Timestamp) -> State {
        switch mode {
        case .frozen: State(position: .frozen(instant))
        case .running: .running(from: instant)
        }
    }

    private static func read(_ state: State) -> Reading {
        switch state.position {
        case .machine: Reading(now: MachineTime.now, mode: .running)
        case .frozen(let instant): Reading(now: instant, mode: .frozen)
        case .running(let instant, _): Reading(now: instant + (MachineTime.monotonic - state.start), mode: .running)
        }
    }
}

extension TenantClock.Position {
    /// In the words of the control API; merged into the record of a moment.
    var record: JSONObject {
        switch self {
        case .machine: [:]
        case .frozen(let instant): ["clock": .integer(Int(instant.milliseconds)), "mode": "frozen"]
        case .running(let instant, let machine):
            [
                "clock": .integer(Int(instant.milliseconds)), "mode": "running",
                "machine": .integer(Int(machine.milliseconds)),
            ]
        }
    }

    init(record: RecordReader) throws(RecordFault) {
        guard record.has("mode") else {
            self = .machine
            return
        }
        let mode: TenantClock.Mode = try record.word("mode")
        let instant = try record.instant("clock")
        switch mode {
        case .frozen: self = .frozen(instant)
        case .running: self = .running(from: instant, machine: try record.instant("machine"))
        }
    }
}
