#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The system's list of trusted certificate authorities.
package struct TrustStore: Sendable {
    /// What `install` did, or what is left to the user.
    package enum Outcome: Hashable, Sendable {
        /// The system trusts the authority now; `path` is the copy it keeps.
        case installed(path: String)
        /// Nothing was changed; the text says what to do.
        case instructions(String)
    }

    /// Why an installation that was tried did not succeed.
    package struct InstallationFailed: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    private let anchors: String
    private let refresh: String
    private let isAdministrator: Bool

    /// Debian's store, of this machine unless told otherwise.
    ///
    /// - Parameters:
    ///   - anchors: the directory for an administrator's own authorities.
    ///   - refresh: the program that rebuilds the list from it.
    package init(
        anchors: String = "/usr/local/share/ca-certificates",
        refresh: String = "/usr/sbin/update-ca-certificates",
        isAdministrator: Bool = geteuid() == 0
    ) {
        self.anchors = anchors
        self.refresh = refresh
        self.isAdministrator = isAdministrator
    }

    /// Makes the system trust the authority, where we know how and may; else says what to do.
    ///
    /// - Throws: `InstallationFailed`.
    package func install(_ authority: LocalAuthority) throws(InstallationFailed) -> Outcome {
        guard isDebian, isAdministrator else { return .instructions(instructions(for: authority)) }
        let copy = anchors + "/understudy.crt"
        guard write(authority.certificateText, to: copy) else {
            throw InstallationFailed(description: "cannot write \(copy): \(String(cString: strerror(errno)))")
        }
        let status = run(refresh)
        guard status == 0 else {
            throw InstallationFailed(description: "\(refresh) failed (status \(status)); the authority is in \(copy)")
        }
        return .installed(path: copy)
    }

    /// How to trust the authority, on this system and client by client.
    package func instructions(for authority: LocalAuthority) -> String {
        let path = authority.certificatePath
        #if os(macOS)
            let system = """
                To trust it on this Mac:
                  security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db '\(path)'
                """
        #else
            let system =
                isDebian
                ? """
                To trust it on this machine:
                  sudo cp '\(path)' '\(anchors)/understudy.crt' && sudo \(refresh)
                """
                : """
                To trust it on this machine, add it to the system's certificate authorities, for example
                  sudo trust anchor '\(path)'
                """
        #endif
        return """
            The local certificate authority is \(path)

            \(system)

            To trust it in one program only:
              curl               --cacert '\(path)'
              Python (requests)  REQUESTS_CA_BUNDLE='\(path)'
              Python (others)    SSL_CERT_FILE='\(path)'
              Node.js            NODE_EXTRA_CA_CERTS='\(path)'
              Chromium on Linux  certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n understudy -i '\(path)'
              Chromium in tests  --ignore-certificate-errors-spki-list=\(authority.publicKeyFingerprint)
                                 together with a --user-data-dir of its own
            """
    }

    private var isDebian: Bool {
        access(anchors, F_OK) == 0 && access(refresh, X_OK) == 0
    }

    private func write(_ text: String, to path: String) -> Bool {
        guard let file = fopen(path, "w") else { return false }
        let written = fputs(text, file)
        return fclose(file) == 0 && written >= 0
    }

    /// The exit status of a program that is run without arguments; -1 if it cannot be run.
    private func run(_ program: String) -> CInt {
        var process = pid_t()
        let name = strdup(program)
        defer { free(name) }
        guard posix_spawn(&process, program, nil, nil, [name, nil], environ) == 0 else { return -1 }
        var status: CInt = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return -1 }
        }
        return status & 0x7f == 0 ? (status >> 8) & 0xff : -1
    }
}
