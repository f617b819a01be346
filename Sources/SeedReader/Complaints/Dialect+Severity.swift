extension Dialect {
    /// The severity of unknown keys and names: an error in our own files, a warning in the deployment tool's.
    var severityOfStrangers: Complaint.Severity { self == .ownSeed ? .error : .warning }
}
