/// Everything that each login of a tenant evaluates anew, ready for it.
struct TenantScripts {
    let runtime: ScriptSource
    let rules: [RuleScript]

    init(_ setup: WorkerSetup, for machine: ScriptMachine) {
        runtime = ScriptSource(SandboxModules.runtime, named: "sandbox/runtime.js", for: machine.core)
        rules = setup.scripts.map { RuleScript($0, for: machine) }
    }
}
