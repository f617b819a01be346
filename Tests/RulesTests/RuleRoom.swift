import Rules
import TenantModel
import World

/// Runs rules on a user, in a sandbox of its own.
struct RuleRoom {
    var sandbox = RuleSandbox()
    var configuration: [String: String] = [:]
    var host = WorkerHost.thread
    var user: JSONObject = ["user_id": "auth0|1", "email": "ada@example.com"]
    var context: JSONObject = ["clientID": "app", "stats": ["loginsCount": 3]]
    var clock = TenantClock.Reading(frozenAt: "2016-05-04T12:00:00Z")
    var seed = "room"
    var answering: @Sendable (RuleRequest) async throws -> JSONValue = { _ in [:] }

    func service(_ scripts: [String]) -> RuleService {
        let rules = scripts.enumerated().map { index, script in
            Rule(id: Identifier("rul_\(index)"), name: "rule \(index + 1)", script: script, order: index)
        }
        return RuleService(rules, configuration: configuration, sandbox: sandbox, domain: "tenant.localhost", on: host)
    }

    var job: RuleJob { RuleJob(user: user, context: context, clock: clock, seed: seed, accessToken: "token") }

    func run(_ scripts: String...) async -> RuleRun {
        let service = service(scripts)
        let run = await service.run(job, answering: answering)
        await service.stop()
        return run
    }
}

extension TenantClock.Reading {
    init(frozenAt instant: String) { self = TenantClock(.frozen(Timestamp(rfc3339: instant) ?? .latest)).reading }
}

extension RuleRun {
    var user: JSONObject? {
        guard case .finished(let user, _) = outcome else { return nil }
        return user
    }

    var failure: RuleFailure? {
        guard case .failed(let failure) = outcome else { return nil }
        return failure
    }

    var refusal: RuleRefusal? {
        guard case .refused(let refusal) = outcome else { return nil }
        return refusal
    }

    var lines: [String] { steps.flatMap { $0.console.map(\.text) } }
}
