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
