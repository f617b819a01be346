package import TenantModel
import Synchronization

/// A tenant's time: frozen, or running at real speed.
///
/// Calls of the control API set and advance it.
package final class TenantClock: Sendable {
    package enum Mode: String, Hashable, Sendable, CaseIterable {
        case frozen, running
    }

    package struct Reading: Hashable, Sendable {
        package let now: Timestamp
        package let mode: Mode
    }

    /// The state of a clock in a form that can be stored and read by a later process.
    package enum Position: Hashable, Sendable {
        case machine
        case frozen(Timestamp)
        /// Runs at real speed; it showed `instant` when the machine's own clock showed `machine`.
        case running(from: Timestamp, machine: Timestamp)
    }

    /// A running clock shows its position plus the monotonic time that has passed since `start`.
    private struct State {
        var position: Position
        var start = MachineTime.monotonic

        static func running(from instant: Timestamp) -> State {
            State(position: .running(from: instant, machine: MachineTime.now))
        }
    }

    private let state: Mutex<State>

    package init(_ setting: ClockSetting) { state = Mutex(Self.start(setting)) }

    /// Creates a clock from a stored position; a clock that ran has gone on running since it was stored.
    package init(resuming position: Position) {
        guard case .running(let instant, let machine) = position else {
            state = Mutex(State(position: position))
            return
        }
        // A machine whose clock was set back meanwhile does not set this one back.
        let meanwhile = max(.zero, MachineTime.now.duration(since: machine))
        state = Mutex(.running(from: instant + meanwhile))
    }

    /// Undoes a move that could not be stored; a clock that ran before the move has gone on running.
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

    /// Moves the clock forward.
    ///
    /// It reads and sets the time in one step, so that no concurrent move is lost.
    ///
    /// - Returns: false if the destination lies in the past; the clock then stays where it is.
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
    /// The members that the record of a `TenantMoment` has for its clock.
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
