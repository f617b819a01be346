import Hummingbird
import TenantModel
import World

/// `/_understudy/rules/runs`: what rules and hooks did at the latest logins, the oldest first.
enum RuleRunsEndpoint {
    static func list(_ request: Request, _ context: TenantContext) async throws -> Response {
        let secrets = context.world.directory.secrets
        let runs = context.world.ruleTrace.entries.map { JSONValue.object(secrets.masked($0.document)) }
        return .json(["runs": .array(runs)], caching: .secret)
    }

    static func clear(_ request: Request, _ context: TenantContext) async throws -> Response {
        context.world.ruleTrace.removeAll()
        return Response(status: .noContent)
    }
}

extension RuleRunRecord {
    fileprivate var document: JSONObject {
        var document: JSONObject = [
            "id": .string(id), "at": .string(at.rfc3339), "protocol": .string(loginProtocol.rawValue),
            "client": .string(client.rawValue), "user": .string(user.rawValue), "connection": .string(connection),
            "result": .string(verdict.rawValue),
        ]
        document["answer"] = answer.map(JSONValue.string)
        switch run.outcome {
        case .finished: break
        case .refused(let refusal):
            document["refusal"] = [
                "rule": .string(refusal.rule), "message": .string(refusal.message),
                "unauthorized": .bool(refusal.isUnauthorized),
            ]
        case .failed(let failure): document["failure"] = .object(failure.document)
        }
        document["rules"] = .array(steps)
        document["hooks"] = .array(hooks.map(JSONValue.string))
        document["remarks"] = .array(remarks.map(JSONValue.string))
        return document
    }

    /// One object for each rule, with what it changed in `user` and `context`.
    private var steps: [JSONValue] {
        var (user, context) = (userBefore, contextBefore)
        return run.steps.map { step in
            defer { (user, context) = (step.user ?? user, step.context ?? context) }
            return [
                "rule": .string(step.rule),
                "ms": .number((step.duration / .microseconds(10)).rounded() / 100),
                "console": .array(step.console.map { ["level": .string($0.level), "text": .string($0.text)] }),
                "calls": .array(step.calls.map(JSONValue.object)),
                "user": .array(step.user.map { JSONDifference.between(user, $0) } ?? []),
                "context": .array(step.context.map { JSONDifference.between(context, $0) } ?? []),
            ]
        }
    }
}

extension RuleFailure {
    fileprivate var document: JSONObject {
        var document: JSONObject = ["reason": .string(reason.rawValue), "message": .string(message)]
        document["rule"] = rule.map(JSONValue.string)
        document["line"] = line.map(JSONValue.integer)
        document["column"] = column.map(JSONValue.integer)
        document["stack"] = stack.map(JSONValue.string)
        return document
    }
}
