#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The main function of a worker process, which restricts itself before it reads the first script.
package enum WorkerProcess {
    /// Serves on standard input until it closes.
    package static func main() {
        closeInherited()
        // Lower the priority, so that a busy script does not slow other tenants. Measured beside a busy process: at 10
        // a worker gets a tenth of a core, at 5 a quarter; logins wait for it, so it is 5.
        _ = nice(5)
        for limit in [RLIMIT_CORE, RLIMIT_FSIZE] {
            var none = rlimit(rlim_cur: 0, rlim_max: 0)
            #if canImport(Glibc)
                setrlimit(__rlimit_resource_t(UInt32(limit.rawValue)), &none)
            #else
                setrlimit(limit, &none)
            #endif
        }
        RuleWorker.serve(descriptor: 0, ownsProcess: true)
    }

    /// Closes files of the server that were inherited by mistake.
    private static func closeInherited() {
        #if canImport(Glibc)
            let place = "/proc/self/fd"
        #else
            let place = "/dev/fd"
        #endif
        guard let directory = opendir(place) else { return }
        var open: [Int32] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let descriptor = Int32(name), descriptor > 2 { open.append(descriptor) }
        }
        closedir(directory)
        for descriptor in open { close(descriptor) }
    }
}
