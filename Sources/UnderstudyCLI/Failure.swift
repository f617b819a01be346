import ArgumentParser
import Understudy

/// Turns what went wrong into words on standard error and the documented exit code.
enum Failure {
    /// 0 success, 1 the thing asked for failed, 3 the address is taken (usage errors are ArgumentParser's 64).
    static func exit(_ error: any Error) -> ExitCode {
        if let code = error as? ExitCode { return code }
        // A seed's complaints begin with file:line:column, which editors and CI look for at the start of a line.
        Terminal.complain(error is any SeedRejection ? "\(error)" : "understudy: \(error)")
        return error is AddressTaken ? ExitCode(3) : ExitCode(1)
    }
}
