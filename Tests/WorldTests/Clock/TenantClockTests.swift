import TenantModel
import Testing
import World

@Suite("A tenant's clock")
struct TenantClockTests {
    private static let instant = Timestamp(rfc3339: "2016-05-04T12:00:00Z") ?? .earliest
    private static let later = Timestamp(rfc3339: "2031-01-01T00:00:00Z") ?? .latest

    /// Until the machine's own time has moved on, which takes about a millisecond.
    private func waitForTheMachine() {
        let start = MachineTime.monotonic
        while MachineTime.monotonic - start < .milliseconds(5) {}
    }

    @Test("stands still while frozen")
    func frozen() {
        let clock = TenantClock(.frozen(Self.instant))
        waitForTheMachine()
        #expect(clock.reading.mode == .frozen)
        #expect(clock.now == Self.instant)
    }

    @Test("runs from its instant on")
    func running() {
        let before = MachineTime.monotonic
        let clock = TenantClock(.running(from: Self.instant))
        let atOnce = clock.now
        waitForTheMachine()
        let then = clock.now
        let elapsed = MachineTime.monotonic - before
        #expect(clock.reading.mode == .running)
        #expect(atOnce >= Self.instant)
        #expect(then >= atOnce + .milliseconds(4))
        #expect(then <= Self.instant + elapsed)
    }

    @Test("follows the machine where it was not told otherwise")
    func machine() {
        let clock = TenantClock(.real)
        let before = MachineTime.now
        let reading = clock.reading
        #expect(before <= reading.now && reading.now <= MachineTime.now)
        #expect(reading.mode == .running)
    }

    @Test("is set to an instant, a mode, or both", arguments: settings)
    func setting(_ row: Setting) {
        let clock = TenantClock(row.before)
        clock.set(now: row.now, mode: row.mode)
        let reading = clock.reading
        #expect(reading.mode == row.modeAfter)
        #expect(reading.now >= row.nowAfter)
        // Generous for a busy machine, and nothing beside the years between the instants.
        #expect(reading.now <= row.nowAfter + (row.modeAfter == .frozen ? .zero : .seconds(600)))
    }

    struct Setting: CustomTestStringConvertible, Sendable {
        let before: ClockSetting
        let now: Timestamp?
        let mode: TenantClock.Mode?
        let nowAfter: Timestamp
        let modeAfter: TenantClock.Mode

        var testDescription: String { "\(before), set to \(now?.rfc3339 ?? "-"), \(mode?.rawValue ?? "-")" }
    }

    static let settings: [Setting] = [
        Setting(before: .frozen(instant), now: nil, mode: nil, nowAfter: instant, modeAfter: .frozen),
        Setting(before: .frozen(instant), now: later, mode: nil, nowAfter: later, modeAfter: .frozen),
        Setting(before: .frozen(instant), now: nil, mode: .frozen, nowAfter: instant, modeAfter: .frozen),
        Setting(before: .frozen(instant), now: nil, mode: .running, nowAfter: instant, modeAfter: .running),
        Setting(before: .frozen(instant), now: later, mode: .running, nowAfter: later, modeAfter: .running),
        Setting(before: .running(from: instant), now: nil, mode: nil, nowAfter: instant, modeAfter: .running),
        Setting(before: .running(from: instant), now: later, mode: nil, nowAfter: later, modeAfter: .running),
        Setting(before: .running(from: instant), now: nil, mode: .running, nowAfter: instant, modeAfter: .running),
        Setting(before: .running(from: instant), now: later, mode: .frozen, nowAfter: later, modeAfter: .frozen),
        Setting(before: .real, now: later, mode: nil, nowAfter: later, modeAfter: .running),
        Setting(before: .real, now: instant, mode: .frozen, nowAfter: instant, modeAfter: .frozen),
        // Time may go back.
        Setting(before: .frozen(later), now: instant, mode: nil, nowAfter: instant, modeAfter: .frozen),
        Setting(before: .running(from: later), now: instant, mode: nil, nowAfter: instant, modeAfter: .running),
    ]

    @Test("freezes where it stands", arguments: [ClockSetting.real, .running(from: instant)])
    func freezing(_ setting: ClockSetting) {
        let clock = TenantClock(setting)
        let before = clock.now
        clock.set(now: nil, mode: .frozen)
        let frozen = clock.now
        let after = setting == .real ? MachineTime.now : frozen
        waitForTheMachine()
        #expect(clock.now == frozen)
        #expect(before <= frozen && frozen <= after)
    }

    @Test(
        "returns to the machine's time from anywhere",
        arguments: [ClockSetting.frozen(instant), .running(from: later), .real]
    )
    func followingMachine(_ setting: ClockSetting) {
        let clock = TenantClock(setting)
        clock.followMachine()
        let before = MachineTime.now
        #expect(clock.now >= before && clock.now <= MachineTime.now)
        #expect(clock.reading.mode == .running)
    }

    @Test("stops at the end of the calendar")
    func endOfTime() {
        let clock = TenantClock(.running(from: .latest))
        waitForTheMachine()
        #expect(clock.now == .latest)
    }
}
