import HTTPTypes
import Hummingbird
import Logging
import TenantModel
import World

/// Writes one line of the log for each request: at `info` with the reason if it was refused, else at `debug`.
struct RefusalLog {
    private let logger: Logger

    /// Creates a log without the server library's request number, which differs from run to run; ours does not.
    init(logger: Logger) {
        var logger = logger
        logger[metadataKey: "hb.request.id"] = nil
        self.logger = logger
    }

    func write(_ entry: JournalEntry, in directory: TenantDirectory) {
        let request = "\(entry.method) \(entry.path) \(entry.status)"
        guard let refusal = entry.refusal else {
            logger.debug("answered \(request)", metadata: ["request": "\(entry.requestID)"])
            return
        }
        var metadata: Logger.Metadata = ["request": "\(entry.requestID)", "tenant": "\(directory.name)"]
        if let client = refusal.client {
            let name = directory.client(client)?.name
            metadata["client"] = .string((name.map { "\($0) (\(client.rawValue))" } ?? client.rawValue).oneLine)
        }
        if let user = refusal.user { metadata["user"] = .string(user.rawValue.oneLine) }
        let line = "refused \(request) \(refusal.error ?? "cross_origin"): \(refusal.reason)"
        logger.info("\(directory.secrets.masked(line).oneLine)", metadata: metadata)
    }

    /// Writes the line of a request that reaches no tenant.
    func write(_ turnedAway: TurnedAway, _ request: Request) {
        let host = request.head.authority.map { " of \($0.prefix(200))" } ?? ""
        let path = request.head.path?.prefix { $0 != "?" }.prefix(200) ?? ""
        let line = "refused \(request.method.rawValue) \(path)\(host) \(turnedAway.status.code) \(turnedAway.code): "
        logger.info("\((line + turnedAway.description).oneLine)")
    }
}

extension JournalEntry.Refusal {
    /// Creates the journal's entry of a refusal; nil if nothing was refused.
    init?(_ trail: Trail, in directory: TenantDirectory) {
        if let refused = trail.refused {
            self.init(
                error: refused.error,
                // Mask before cutting: a secret that is cut in half would not be recognised.
                reason: directory.secrets.masked(refused.reason).bounded,
                client: refused.client.flatMap { directory.client($0)?.id },
                user: refused.user
            )
        } else if let withheld = trail.withheld {
            self.init(error: nil, reason: directory.secrets.masked(withheld).bounded)
        } else {
            return nil
        }
    }
}

extension String {
    /// The first 1,000 characters, so that callers cannot fill the memory through the journal.
    fileprivate var bounded: String { count > 1000 ? prefix(1000) + "…" : self }
}
