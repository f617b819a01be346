/// What to serve, where, and with which time and chance.
public struct EmulatorConfiguration: Sendable {
    /// One tenant's seed.
    public enum Seed: Hashable, Sendable {
        /// The tenant built into Understudy.
        case quickstart
        /// A YAML or JSON file.
        case file(String)
        /// A seed's text; `name` stands for the file in complaints and names the tenant where the seed does not.
        case text(String, name: String)
        /// A seed with overlays, YAML files that add users, settings of the emulator and keywords to it, or the
        /// deployment tool's `config.json`; the seed stays as it is, and an export is judged as one.
        indirect case overlaid(Seed, with: [String])

        /// Without its overlays.
        var plain: Seed {
            guard case .overlaid(let seed, _) = self else { return self }
            return seed.plain
        }

        /// Paths, in the order in which they are added.
        var overlays: [String] {
            guard case .overlaid(let seed, let paths) = self else { return [] }
            return seed.overlays + paths
        }
    }

    /// A tenant for each; the first one also answers for `localhost` and `127.0.0.1`.
    ///
    /// Empty: what the store keeps, and if that is nothing, the quickstart tenant.
    public var seeds: [Seed]
    /// An address to listen on; the default is reached from this machine only.
    public var host = "127.0.0.1"
    /// 0 takes any free port.
    public var httpPort = 0
    /// 0 takes any free port.
    public var httpsPort = 0
    /// The first tenant's domain where its seed gives none; nil: `localhost` with the HTTPS port.
    ///
    /// A domain without a port makes the same bytes on any port, and is no address that a client could reach by itself.
    public var domain: String?
    /// RFC 3339: every tenant's clock starts frozen there; `real`: every clock is the machine's.
    ///
    /// Nil: as each seed says, else the machine's time.
    public var clock: String?
    /// `system`, or a text from which every run-time id, code and token follows.
    ///
    /// Nil: as each seed says, else `system`.
    public var entropy: String?
    /// Where tenants are kept.
    public enum Store: Hashable, Sendable {
        /// As long as they are served.
        case memory
        /// In a SQLite file, made when missing: a later start with the same file goes on where this one ends.
        case file(String)
    }

    /// Where tenants are kept; a store that has tenants already is served with them.
    public var store = Store.memory
    /// With a file: every commit reaches the disk before its request is answered: a power cut takes nothing back.
    public var isDurable = false
    /// With a file: tenants of these seeds begin again, whatever it keeps of them.
    public var startsOver = false
    /// Where the certificate authority is kept.
    ///
    /// Nil: `$XDG_STATE_HOME/understudy` or `~/.local/state/understudy`.
    public var stateDirectory: String?
    /// An authority for each set of domains, in folders of the state directory: for those that nobody trusts for long.
    package var hasAuthorityPerDomain = false
    /// The `understudy` executable in whose processes the tenant's Rules run.
    ///
    /// Nil: what `UNDERSTUDY_RULE_WORKER` of the environment names, else threads of this process: then no memory limit
    /// holds, and a script that the engine cannot interrupt keeps its thread.
    public var ruleWorker: String?
    /// Told what takes a while, in words for a terminal: large seeds, tenants with many users.
    package var onProgress: @Sendable (String) -> Void = { _ in }
    /// Only `HOME`, `XDG_STATE_HOME`, `UNDERSTUDY_RULE_WORKER` and what a seed's `keywords_from_env` names are read.
    public var environment: [String: String]

    /// Tenants on free ports of 127.0.0.1.
    ///
    /// - Parameters:
    ///   - seeds: one tenant each.
    ///   - environment: nil: the process's own.
    public init(seeds: [Seed] = [.quickstart], environment: [String: String]? = nil) {
        self.seeds = seeds
        self.environment = environment ?? ProcessEnvironment.variables
    }
}
