import TenantModel
import World

/// Reads a worker's report of a run.
///
/// It does not trust the text, because a script may have influenced it.
enum RuleReport {
    /// The most members of one object: members are looked up one by one.
    private static let mostMembers = SeedLimits.mostMembers
    private static let mostLevels = 80

    static func run(_ payload: [UInt8], of job: RuleJob, rules: [String]) -> RuleRun {
        let document: JSONObject?
        do {
            document = try JSONValue(parsing: payload, depth: mostLevels).object
        } catch {
            let message = "what the rules left cannot be read: \(error.description)"
            return RuleRun(steps: [], outcome: .failed(RuleFailure(.notJSON, rule: nil, message: message)))
        }
        guard let document, let report = document["report"]?.object else {
            return RuleRun(steps: [], outcome: .failed(crash("The rules left a report that is none")))
        }
        var steps = (document["steps"]?.elements ?? []).compactMap { step($0.object, rules) }
        tell(report, to: &steps, rules)
        return RuleRun(steps: steps, outcome: outcome(report, steps, job, rules))
    }

    /// The index of the rule that a worker was running; nil if the report does not say.
    static func rule(of frame: Frame) -> Int? {
        let document = try? JSONValue(parsing: frame.payload).object
        return document?["report"]?.object?["rule"]?.integer.flatMap { $0 >= 0 ? $0 : nil }
    }

    static func crash(_ message: String) -> RuleFailure { RuleFailure(.crashed, rule: nil, message: message) }

    private static func name(_ value: JSONValue?, _ rules: [String]) -> String? {
        value?.integer.flatMap { rules.indices.contains($0) ? rules[$0] : nil }
    }

    private static func step(_ object: JSONObject?, _ rules: [String]) -> RuleStep? {
        guard let object, let rule = name(object["rule"], rules) else { return nil }
        let milliseconds: Double =
            switch object["ms"] {
            case .number(let number): number
            case .integer(let number): Double(number)
            default: 0
            }
        var step = RuleStep(rule: rule, duration: .microseconds(Int64(max(0, min(milliseconds, 1e9)) * 1000)))
        step.user = object["user"]?.object
        step.context = object["context"]?.object
        return step
    }

    /// Adds console lines and calls to the steps of their rules.
    ///
    /// A rule that did not end has no step yet and gets one.
    private static func tell(_ report: JSONObject, to steps: inout [RuleStep], _ rules: [String]) {
        func index(of rule: String) -> Int {
            if let index = steps.lastIndex(where: { $0.rule == rule }) { return index }
            steps.append(RuleStep(rule: rule, duration: .zero))
            return steps.endIndex - 1
        }
        for line in report["console"]?.elements ?? [] {
            guard let line = line.object, let text = line["text"]?.text, let rule = name(line["rule"], rules) else {
                continue
            }
            steps[index(of: rule)].console.append(.init(level: line["level"]?.text ?? "log", text: text))
        }
        if let dropped = report["dropped"]?.integer, dropped > 0, let last = steps.indices.last {
            steps[last].console.append(.init(level: "warn", text: "… \(dropped) more lines were dropped"))
        }
        for call in report["calls"]?.elements ?? [] {
            guard var call = call.object, let rule = name(call["rule"], rules) else { continue }
            call["rule"] = nil
            steps[index(of: rule)].calls.append(call)
        }
    }

    private static func outcome(
        _ report: JSONObject,
        _ steps: [RuleStep],
        _ job: RuleJob,
        _ rules: [String]
    ) -> RuleRun.Outcome {
        let rule = name(report["rule"], rules)
        let message = report["message"]?.text ?? ""
        switch report["outcome"]?.text {
        case "finished":
            let user = steps.last { $0.user != nil }?.user ?? job.user
            let context = steps.last { $0.context != nil }?.context ?? job.context
            let left = steps.flatMap { [$0.user, $0.context] }.compactMap { $0 }
            guard left.allSatisfy({ JSONValue.object($0).isFlatter(than: mostMembers) }) else {
                let message = "no object in the user or the context may have more than \(mostMembers) members"
                return .failed(RuleFailure(.tooLarge, rule: steps.last?.rule, message: message))
            }
            guard left.allSatisfy({ JSONValue.object($0).hasShortNames }) else {
                let message =
                    "no member of the user or the context may have a name of more than "
                    + "\(SeedLimits.longestName) characters"
                return .failed(RuleFailure(.tooLarge, rule: steps.last?.rule, message: message))
            }
            return .finished(user: user, context: context)
        case "refused":
            let isUnauthorized = report["unauthorized"]?.flag ?? false
            return .refused(RuleRefusal(rule: rule ?? "", message: message, isUnauthorized: isUnauthorized))
        default:
            let reason = report["reason"]?.text.flatMap(RuleFailure.Reason.init) ?? .crashed
            var failure = RuleFailure(reason, rule: rule, message: words(reason, message))
            failure.stack = report["stack"]?.text
            (failure.line, failure.column) = place(report, rule)
            return .failed(failure)
        }
    }

    private static func words(_ reason: RuleFailure.Reason, _ message: String) -> String {
        switch reason {
        case .timeout: "the rules took longer than emulator.rules.timeout_ms allows"
        case .memory: "the rules took more memory than emulator.rules.memory_mb allows"
        default: message
        }
    }

    /// The place of an error: the error's own if it was thrown in the rule, else the rule's first frame on the stack.
    private static func place(_ report: JSONObject, _ rule: String?) -> (line: Int?, column: Int?) {
        let file = "rules/\(rule ?? "").js"
        if report["file"]?.text == file { return (report["line"]?.integer, report["column"]?.integer) }
        for frame in (report["stack"]?.text ?? "").split(separator: "\n") {
            guard let found = frame.firstRange(of: file + ":") else { continue }
            let numbers = frame[found.upperBound...].split(separator: ":").map { Int($0.prefix { $0.isNumber }) }
            return (numbers.first ?? nil, numbers.count > 1 ? numbers[1] : nil)
        }
        return (nil, nil)
    }
}

extension JSONValue {
    /// True if every member's name is short enough for an export to be read again.
    fileprivate var hasShortNames: Bool {
        switch self {
        case .object(let object):
            object.members.allSatisfy { SeedLimits.isShortEnough($0.name) && $0.value.hasShortNames }
        case .array(let elements): elements.allSatisfy(\.hasShortNames)
        default: true
        }
    }

    fileprivate func isFlatter(than limit: Int) -> Bool {
        switch self {
        case .object(let object):
            object.members.count <= limit && object.members.allSatisfy { $0.value.isFlatter(than: limit) }
        case .array(let elements): elements.allSatisfy { $0.isFlatter(than: limit) }
        default: true
        }
    }
}
