import HTTPSurface
import SeedReader
import TenantModel
import World

extension LiveTenant {
    /// The tenant as it stands, as a seed in YAML.
    func exported() async throws -> String {
        SeedWriter.yaml(of: SeedWriter.document(of: try await snapshot().seed(beside: seed)))
    }
}
