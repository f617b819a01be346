/// `emulator.rules`: the room in which a tenant's scripts run (seed format E3).
package struct RuleSandbox: Hashable, Sendable {
    /// Real time for all rules of one login together (authentication API §18.1).
    package var timeout: Duration = .seconds(20)
    /// In MiB.
    package var memoryMegabytes = 256
    /// The absolute path of the folder whose packages `require` finds; nil: only what is built in.
    package var modules: String?
    /// In the order of the seed; the first that fits a call answers it.
    package var stubs: [NetworkStub] = []

    package init() {}
}
