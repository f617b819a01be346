import ArgumentParser
import Logging
import Understudy

enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json

    func bootstrap() {
        switch self {
        case .text: LoggingSystem.bootstrap { OneLineLogHandler(StreamLogHandler.standardError(label: $0)) }
        case .json: LoggingSystem.bootstrap { JSONLogHandler(label: $0, write: Terminal.complain) }
        }
    }
}
