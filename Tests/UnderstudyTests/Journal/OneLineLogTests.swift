import Logging
import Testing
import Understudy

@Suite("An event of the log in text")
struct OneLineLogTests {
    @Test("is one line, whatever a rule threw or a client sent")
    func oneLine() {
        let log = CapturedLog()
        var logger = Logger(label: "test") { _ in OneLineLogHandler(log) }
        logger.logLevel = .trace
        logger.warning("a\n2026-01-01 info FAKE\u{1b}[2J\u{2028}b", metadata: ["user": "c\r\nd"])
        #expect(log.lines.last == #"warning a 2026-01-01 info FAKE [2J b ["user": c  d]"#)
    }
}
