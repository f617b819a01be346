/// The scripts that every login of a tenant evaluates again, kept in the engine's form.
struct TenantScripts {
    let runtime: ScriptSource
    let rules: [RuleScript]

    init(_ setup: WorkerSetup, for machine: ScriptMachine) {
        runtime = ScriptSource(SandboxModules.runtime, named: "sandbox/runtime.js", for: machine.core)
        rules = setup.scripts.map { RuleScript($0, for: machine) }
    }
}
