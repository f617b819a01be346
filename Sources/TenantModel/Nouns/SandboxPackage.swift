/// A package that rules require, by what the sandbox makes of it.
package enum SandboxPackage: Hashable, Sendable {
    case builtIn
    /// It needs files, sockets or native code, and the sandbox has none.
    case needsTheMachine
    /// It speaks to a service in a protocol of its own, and no call leaves the machine.
    case needsAConnection
    /// It is the tenant's own, from the folder `emulator.rules.modules`.
    case ofFolder

    /// - Parameter name: as written: `lodash@4.17.21`, `node:crypto`, `@scope/name/file`; nil for a path.
    package init?(_ name: String) {
        guard !name.isEmpty, !name.hasPrefix("."), !name.hasPrefix("/") else { return nil }
        let plain = Self.withoutVersion(name)
        let core = plain.hasPrefix("node:") ? String(plain.dropFirst(5)) : plain
        let package = core.split(separator: "/", maxSplits: 1).first.map(String.init) ?? core
        self =
            if Self.builtInNames.contains(core) {
                .builtIn
            } else if Self.machineNames.contains(package) {
                .needsTheMachine
            } else if Self.connectionNames.contains(package) {
                .needsAConnection
            } else {
                .ofFolder
            }
    }

    /// Old environments let rules name a version; the folder has one.
    private static func withoutVersion(_ name: String) -> String {
        let scope = name.hasPrefix("@") ? name.firstIndex(of: "/").map { name.index(after: $0) } : nil
        guard let start = scope ?? name.indices.dropFirst().first,
            let at = name[start...].firstIndex(of: "@")
        else { return name }
        let rest = name[at...].firstIndex(of: "/")
        return String(name[..<at]) + (rest.map { String(name[$0...]) } ?? "")
    }

    package static let builtInNames: Set<String> = [
        "assert", "assert/strict", "axios", "buffer", "crypto", "events", "fetch", "jsonwebtoken", "node-fetch", "path",
        "path/posix", "querystring", "request", "request-promise", "request-promise-native",
        "request-promise-native/errors", "request-promise/errors", "string_decoder", "url", "util", "util/types",
        "uuid",
        "uuid/v1", "uuid/v3", "uuid/v4", "uuid/v5",
    ]

    package static let machineNames: Set<String> = [
        "async_hooks", "child_process", "cluster", "constants", "dgram", "diagnostics_channel", "dns", "domain", "fs",
        "http", "http2", "https", "inspector", "module", "net", "os", "perf_hooks", "process", "readline", "repl",
        "stream", "sys", "test", "timers", "tls", "tty", "v8", "vm", "wasi", "worker_threads", "zlib",
    ]

    package static let connectionNames: Set<String> = [
        "azure-storage", "cassandra-driver", "couchbase", "ioredis", "knex", "ldapjs", "mongo-getdb", "mongodb",
        "mssql",
        "mysql", "mysql2", "node-cassandra-cql", "nodemailer", "pg", "pubnub", "redis", "tedious",
    ]

    /// Free variables of the old sandbox that are not built in, with the packages that they were.
    package static let freeVariables: [String: String] = [
        "_": "lodash", "Pubnub": "pubnub", "Q": "q", "async": "async", "azure_storage": "azure-storage",
        "bcrypt": "bcryptjs", "bluebird": "bluebird", "cassandra": "node-cassandra-cql", "cookie": "cookie",
        "couchbase": "couchbase", "ip": "ip", "knex": "knex", "moment": "moment", "mongo": "mongodb", "mysql": "mysql",
        "postgres": "pg", "q": "q", "sqlserver": "tedious", "xml2js": "xml2js", "xmldom": "xmldom", "xpath": "xpath",
        "xtend": "xtend",
    ]
}
