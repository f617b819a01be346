import FoundationEssentials
import Testing
import Understudy

@Suite("The trust store")
struct TrustStoreTests {
    @Test("of Debian gets a copy, and its list is rebuilt")
    func installed() async throws {
        try await withTemporaryDirectory { directory in
            let authority = try LocalAuthority.open(in: directory, at: .real)
            let store = TrustStore(anchors: directory, refresh: "/bin/true", isAdministrator: true)
            #expect(try store.install(authority) == .installed(path: directory + "/understudy.crt"))
            #expect(
                try Data(contentsOf: URL(fileURLWithPath: directory + "/understudy.crt"))
                    == Data(contentsOf: URL(fileURLWithPath: authority.certificatePath))
            )
        }
    }

    @Test("whose program fails says so")
    func failed() async throws {
        try await withTemporaryDirectory { directory in
            let authority = try LocalAuthority.open(in: directory, at: .real)
            let store = TrustStore(anchors: directory, refresh: "/bin/false", isAdministrator: true)
            let error = #expect(throws: TrustStore.InstallationFailed.self) { try store.install(authority) }
            #expect(error?.description.contains("/bin/false failed (status 1)") == true)
        }
    }

    @Test("that we may not or cannot change is explained", arguments: ["/bin/true", "/nonexistent"])
    func explained(_ refresh: String) async throws {
        try await withTemporaryDirectory { directory in
            let authority = try LocalAuthority.open(in: directory, at: .real)
            let store = TrustStore(anchors: directory, refresh: refresh, isAdministrator: false)
            guard case .instructions(let text) = try store.install(authority) else {
                Issue.record("installed without being an administrator")
                return
            }
            #expect(text.contains(authority.certificatePath))
            #expect(text.contains("REQUESTS_CA_BUNDLE="))
            #expect(text.contains(authority.publicKeyFingerprint))
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 2)
        }
    }
}

@Suite("The state directory")
struct StateDirectoryTests {
    @Test(
        "follows the XDG specification",
        arguments: [
            (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/understudy"),
            (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/understudy"),
            (["HOME": "/h"], "/h/.local/state/understudy"),
        ]
    )
    func path(_ environment: [String: String], _ expected: String) throws {
        #expect(try StateDirectory.path(in: environment) == expected)
    }

    @Test("has to be somewhere")
    func nowhere() {
        #expect(throws: AuthorityError.noStateDirectory) { try StateDirectory.path(in: [:]) }
    }
}
