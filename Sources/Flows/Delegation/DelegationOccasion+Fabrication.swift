import TenantModel
import World

extension DelegationOccasion {
    /// Made up for this user, target and instant.
    ///
    /// - Parameter more: in what else two answers differ.
    func fabrication(of more: [String]) -> Fabrication {
        Fabrication(
            by: directory.emulator,
            about: [
                terms.apiType.rawValue, directory.domain, target.id.rawValue, login.user.rawValue,
                String(instant.milliseconds),
            ] + more
        )
    }
}
