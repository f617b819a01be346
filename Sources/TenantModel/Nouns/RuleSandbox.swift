/// The limits, packages and stubs of the rule sandbox: `emulator.rules` of a seed.
package struct RuleSandbox: Hashable, Sendable {
    /// The real time that all rules of one login have together.
    package var timeout: Duration = .seconds(20)
    /// In MiB.
    package var memoryMegabytes = 256
    /// The absolute path of the folder whose packages `require` finds; nil: only what is built in.
    package var modules: String?
    /// In the order of the seed; the first that fits a call answers it.
    package var stubs: [NetworkStub] = []

    package init() {}
}
