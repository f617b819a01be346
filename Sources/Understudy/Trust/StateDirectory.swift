import Crypto
import World

/// Where what outlives a run is kept, by the XDG Base Directory Specification.
package enum StateDirectory {
    /// `$XDG_STATE_HOME/understudy`, or `~/.local/state/understudy`.
    ///
    /// - Parameter environment: the process's. A relative `XDG_STATE_HOME` is ignored, as the specification demands.
    /// - Throws: `AuthorityError.noStateDirectory`.
    package static func path(in environment: [String: String]) throws(AuthorityError) -> String {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/understudy" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/understudy" }
        throw .noStateDirectory
    }
}

extension EmulatorConfiguration {
    /// - Throws: `AuthorityError`.
    func authorityDirectory(for hosts: [String]) throws -> String {
        let directory = try stateDirectory ?? StateDirectory.path(in: environment)
        let outside = hosts.filter { host in
            (try? SubjectName(host)).map(AuthorityScope.thisMachine.permits) == false
        }
        guard hasAuthorityPerDomain, !outside.isEmpty else { return directory }
        let names = Set(outside).sorted().joined(separator: " ")
        return "\(directory)/\(SHA256.hash(data: Array(names.utf8)).hexadecimal.prefix(16))"
    }
}
