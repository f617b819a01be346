import Rules

/// The part of the executable that runs a tenant's Rules in a process of its own.
package enum RuleWorkerEntry {
    /// The word on the command line.
    package static let command = WorkerHost.command

    /// Serves on standard input until it closes.
    package static func main() { WorkerProcess.main() }
}
