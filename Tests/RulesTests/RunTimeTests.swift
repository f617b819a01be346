import Rules
import TenantModel
import Testing
import World

@Suite("The time of a run")
struct RunTimeTests {
    private static let limit = Duration.seconds(20)

    /// One run: what it did, how much real and processor time have passed since, and whether it is over.
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var waits: [(RunTime.Waiting, Duration)] = []
        var passed: Duration
        var processor: Duration?
        var isOver: Bool
    }

    @Test(
        "is over by the clock, for a run that had turns enough to use it",
        arguments: [
            Case(
                testDescription: "a loop before its time",
                passed: .seconds(20),
                processor: .seconds(20),
                isOver: false
            ),
            Case(testDescription: "a loop", passed: .seconds(20.001), processor: .seconds(20), isOver: true),
            Case(
                testDescription: "a loop that got a quarter of a core",
                passed: .seconds(21),
                processor: .seconds(5),
                isOver: true
            ),
            Case(
                testDescription: "no turn for a minute",
                passed: .seconds(60),
                processor: .milliseconds(3),
                isOver: false
            ),
            Case(
                testDescription: "no turn for ten times the limit",
                passed: .seconds(201),
                processor: .milliseconds(3),
                isOver: true
            ),
            Case(
                testDescription: "a system without clocks of threads",
                passed: .seconds(21),
                processor: nil,
                isOver: true
            ),
            Case(
                testDescription: "an hour of waiting for the tenant",
                waits: [(.forTenant, .seconds(3600))],
                passed: .seconds(3610),
                processor: .seconds(10),
                isOver: false
            ),
            Case(
                testDescription: "timers of its own",
                waits: [(.forTimer(.seconds(10)), .seconds(10)), (.forTimer(.seconds(11)), .seconds(11))],
                passed: .seconds(21),
                processor: .milliseconds(3),
                isOver: true
            ),
            Case(
                testDescription: "a short timer that the busy machine let wait",
                waits: [(.forTimer(.milliseconds(5)), .seconds(26))],
                passed: .seconds(26),
                processor: .milliseconds(3),
                isOver: false
            ),
        ]
    )
    func limits(_ given: Case) {
        var time = RunTime(at: .seconds(5), processor: given.processor.map { _ in .seconds(1) })
        var now = Duration.seconds(5)
        for (kind, took) in given.waits {
            time.waits(kind, from: now)
            now += took
            time.goesOn(at: now)
        }
        let processor = given.processor.map { $0 + .seconds(1) }
        #expect(time.exceeds(Self.limit, at: .seconds(5) + given.passed, processor: processor) == given.isOver)
    }

    @Test("does not pass while the run waits for the tenant, however long it has been waiting")
    func underWay() {
        var time = RunTime(at: .zero, processor: .zero)
        time.waits(.forTenant, from: .seconds(1))
        #expect(!time.exceeds(Self.limit, at: .seconds(300), processor: .seconds(1)))
        time.waits(.forTimer(.seconds(300)), from: .seconds(1))
        #expect(time.exceeds(Self.limit, at: .seconds(22), processor: .zero))
    }

    @Test("a tenant that answers late costs a rule nothing of its own time")
    func lateAnswers() async {
        var room = RuleRoom()
        room.sandbox.timeout = .milliseconds(300)
        room.answering = { _ in
            try await Task.sleep(for: .milliseconds(700))
            return [:]
        }
        let run = await room.run(
            """
            function (user, context, callback) {
              auth0.users.updateAppMetadata(user.user_id, { plan: 'gold' })
                .then(() => auth0.users.updateAppMetadata(user.user_id, { plan: 'silver' }))
                .then(() => { user.isDone = true; callback(null, user, context); });
            }
            """
        )
        #expect(run.user?["isDone"] == true, "\(run.outcome)")
    }
}
