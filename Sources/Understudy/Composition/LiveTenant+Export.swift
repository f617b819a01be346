import Tenancy
import SeedReader
import TenantModel
import World

extension LiveTenant {
    /// The tenant as it stands, as a seed in YAML.
    ///
    /// - Throws: `TenantRefusal` for one that could not be loaded again.
    func exported() async throws -> String {
        let text = SeedWriter.yaml(of: SeedWriter.document(of: try await snapshot().seed(beside: seed)))
        guard text.utf8.count <= SeedLimits.mostBytes else {
            let most = SeedLimits.mostBytes >> 20
            throw TenantRefusal(.invalidRequest, "The export would be larger than \(most) MiB, and no seed may be")
        }
        return text
    }
}
