import TenantModel
import World

extension DelegationOccasion {
    /// Makes up values for this user, target and instant.
    ///
    /// - Parameter more: what else the values depend on.
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
