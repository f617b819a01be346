extension Dialect {
    /// What is an error in our own file and only worth a warning in the deployment tool's.
    var severityOfStrangers: Complaint.Severity { self == .ownSeed ? .error : .warning }
}
