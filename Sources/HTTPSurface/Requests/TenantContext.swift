import Tenancy
package import Hummingbird
import Logging
import NIOCore
import World

/// What a request carries through its endpoint: its tenant, where it came from, and the trail it leaves in the journal.
package struct TenantContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Set by `TenantResponder` before any endpoint runs.
    var tenant: LiveTenant?
    /// Set by `TenantResponder`, as the tenant.
    var requestID = ""
    /// Set by `TenantResponder`: the address that was asked for, without its query.
    var path = ""
    /// Set by `TenantResponder`: a refusal is shown to a person in a browser.
    var isNavigation = false
    let trail = Trail()
    private let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// An endpoint never runs without a tenant.
    var world: World {
        guard let tenant else { preconditionFailure("TenantResponder sets the tenant before it routes") }
        return tenant.world
    }

    var remoteAddress: String? { channel.remoteAddress?.ipAddress }
    var localAddress: String? { channel.localAddress?.ipAddress }
    var localPort: Int? { channel.localAddress?.port }
}
