#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Words for people on standard error, lines for programs on standard output.
enum Terminal {
    static func complain(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Whether somebody is watching standard error.
    static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whole lines, at once: a reader of the pipe never sees half of one.
    static func say(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    private static func write(_ text: String, to stream: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    Glibc.write(stream, buffer.baseAddress, buffer.count)
                #else
                    Darwin.write(stream, buffer.baseAddress, buffer.count)
                #endif
            }
            // A reader that has gone away is no reason to stop serving.
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}
