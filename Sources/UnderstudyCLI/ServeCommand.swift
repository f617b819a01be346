import ArgumentParser
import Logging
import Understudy

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run tenants until SIGTERM or SIGINT.",
        discussion: """
            Each SEED is a YAML or JSON file and becomes a tenant; without one the built-in quickstart tenant runs, or \
            what the store has kept. The first tenant answers at localhost, others at NAME.localhost (or their own \
            emulator.domain). --with FILE adds users, emulator settings and keywords to the seed before it, which stays \
            as it is and is judged as before: an export of the deployment tool need not be touched.

            With --store PATH everything lives on in one SQLite file: users, tokens, sessions, the clock, and where \
            reproducible ids stood. A seed that has changed since is reported, and the kept tenant served; --reseed \
            begins again.

            With --log-format json the first line on standard output is machine-readable, and is written only once \
            requests are served.
            """
    )

    @Argument(help: ArgumentHelp("Seed files; none: the built-in quickstart tenant.", valueName: "seed"))
    var seeds: [String] = []

    @Option(name: .customLong("with"), help: SeedArguments.help)
    var overlays: [String] = []

    @Option(help: "The address to listen on. Anything but a loopback address opens the tenant to your network.")
    var host = "127.0.0.1"

    @Option(help: "The port for plain HTTP; 0 takes any free one.")
    var port: UInt16 = 4400

    @Option(help: "The port for HTTPS; 0 takes any free one.")
    var httpsPort: UInt16 = 4443

    @Option(
        help: ArgumentHelp(
            "Where tenants are kept: 'memory', or a SQLite file, made when missing, with which a later start goes on.",
            valueName: "path"
        )
    )
    var store = "memory"

    @Flag(help: "Let every commit of the store reach the disk: a power cut takes nothing back. Slower.")
    var durable = false

    @Flag(help: "Begin again from the seeds, whatever the store keeps of their tenants.")
    var reseed = false

    @Option(
        help: ArgumentHelp(
            "Start frozen at an RFC 3339 instant, or 'real'. Default: what the seed says, else real.",
            valueName: "instant"
        )
    )
    var clock: String?

    @Option(
        help: ArgumentHelp(
            "'system', or a text from which all ids, codes and tokens follow. Default: what the seed says, else system.",
            valueName: "text"
        )
    )
    var entropy: String?

    @Option(help: "How much to log, on standard error.")
    var logLevel: LogLevel = .info

    @Option(help: "For people or for programs.")
    var logFormat: LogFormat = .text

    func validate() throws {
        _ = try SeedArguments.paired(seeds, overlays)
        guard entropy != "" else {
            throw ValidationError("--entropy: an empty text would make tokens predictable; write 'system', or a text")
        }
        do { _ = try configuration.startingClock } catch { throw ValidationError("--clock: \(error)") }
        guard !store.isEmpty else { throw ValidationError("--store: write 'memory', or the path of a file") }
        guard !reseed || !seeds.isEmpty || !overlays.isEmpty else {
            throw ValidationError(
                "--reseed begins again from seeds: name them, as in serve tenant.yaml --store PATH --reseed"
            )
        }
        guard store != "memory" || !durable && !reseed else {
            throw ValidationError("--durable and --reseed say something about a store: add --store PATH")
        }
    }

    func run() async throws {
        ServerProcess.prepare()
        let stopDeadline = StopDeadline()
        defer { withExtendedLifetime(stopDeadline) {} }
        logFormat.bootstrap()
        var log = Logger(label: "understudy")
        log.logLevel = logLevel.level
        do {
            try await serve(log)
        } catch {
            throw Failure.exit(error)
        }
    }

    /// `validate` has seen to their order.
    private var seedsWithOverlays: [EmulatorConfiguration.Seed] {
        (try? SeedArguments.paired(seeds, overlays)) ?? seeds.map(EmulatorConfiguration.Seed.file)
    }

    private var configuration: EmulatorConfiguration {
        var configuration = EmulatorConfiguration(seeds: seedsWithOverlays)
        configuration.store = store == "memory" ? .memory : .file(store)
        configuration.isDurable = durable
        configuration.startsOver = reseed
        configuration.host = host
        configuration.httpPort = Int(port)
        configuration.httpsPort = Int(httpsPort)
        configuration.clock = clock
        configuration.entropy = entropy
        if Terminal.isInteractive { configuration.onProgress = { Terminal.complain($0) } }
        return configuration
    }

    private func serve(_ log: Logger) async throws {
        let server = try EmulatorServer(configuration, log: log)
        for remark in server.remarks { Terminal.complain(remark) }
        if !configuration.isLoopbackOnly {
            Terminal.complain("warning: listening on \(host): everyone who reaches this address can log in as anyone")
        }
        let format = logFormat
        let failure = StartFailure()
        let listeners = server.listeners { result in
            switch result {
            case .success(let ready):
                let announcement = Announcement(ready, server: server)
                do {
                    Terminal.say(format == .json ? announcement.line : try await announcement.text())
                } catch {
                    await failure.record(error)
                }
            case .failure(let error): await failure.record(error)
            }
        }
        try await failure.run(listeners, log: log)
    }
}

enum LogLevel: String, ExpressibleByArgument, CaseIterable {
    case trace, debug, info, notice, warning, error, critical

    var level: Logger.Level {
        switch self {
        case .trace: .trace
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
}
