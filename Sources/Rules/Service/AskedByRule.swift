import TenantModel
import World

/// A call of a rule to an API of the tenant, as it came from the worker.
struct AskedByRule {
    private let run: String
    private let id: JSONValue
    private let request: RuleRequest?

    /// Returns nil for a frame that no sandbox sends.
    init?(_ frame: Frame) {
        let (run, text) = frame.lineAndText
        guard let document = try? JSONValue(parsing: text).object, let id = document["id"] else { return nil }
        self.run = run
        self.id = id
        let parameters = document["parameters"]?.object
        let metadata = parameters?["metadata"]?.object
        let user = parameters?["user"]?.text.map { Identifier<User>($0) }
        request =
            switch (document["name"]?.text, user, metadata) {
            case ("updateUserMetadata", let user?, let metadata?): .updateUserMetadata(user, metadata)
            case ("updateAppMetadata", let user?, let metadata?): .updateAppMetadata(user, metadata)
            default: nil
            }
    }

    func answered(by answering: PendingRun.Answering) async -> Frame {
        var answer: JSONObject = ["id": id]
        do {
            guard let request else { throw RuleRequestRefusal.malformed }
            answer["value"] = try await answering(request)
        } catch {
            let refusal = error as? RuleRequestRefusal ?? .malformed
            answer["error"] = [
                "message": .string(refusal.message), "statusCode": .integer(refusal.statusCode),
                "error": .string(refusal.error),
            ]
        }
        return Frame(.answer, "\(run)\n\(answer.serializedText)")
    }
}
