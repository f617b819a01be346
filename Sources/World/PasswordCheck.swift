import CCrypt
import Dispatch
package import TenantModel

/// Compares a typed password with the stored password or hash.
package enum PasswordCheck {
    package static func matches(_ password: String, _ credential: PasswordCredential?) async -> Bool {
        switch credential {
        case nil: false
        case .plain(let expected): ConstantTime.isEqual(password, expected)
        case .bcrypt(let hash): await bcrypt(password, hash)
        }
    }

    /// Runs on a queue of its own and not on the threads that serve requests: one comparison takes a core some 50 ms.
    private static func bcrypt(_ password: String, _ hash: String) async -> Bool {
        // crypt_r reads up to the first zero byte; a password that holds one would be cut short.
        guard !password.utf8.contains(0) else { return false }
        return await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async {
                let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
                data.initialize(to: crypt_data())
                defer {
                    data.deinitialize(count: 1)
                    data.deallocate()
                }
                let computed = crypt_r(password, hash, data).map { String(cString: $0) }
                continuation.resume(returning: computed.map { ConstantTime.isEqual($0, hash) } ?? false)
            }
        }
    }
}
