import Testing

@testable import SeedReader

@Suite("What a script reads of its configuration")
struct ConfigurationReadsTests {
    @Test(
        "is found by its spelling",
        arguments: [
            ("configuration.PLAN", ["PLAN"]),
            ("configuration['PLAN']", ["PLAN"]),
            ("configuration[ \"PLAN-B\" ]", ["PLAN-B"]),
            ("configuration?.PLAN || configuration?.['PLAN_B']", ["PLAN", "PLAN_B"]),
            ("configuration\n  .PLAN.trim()", ["PLAN"]),
            ("configuration.$plan_1;", ["$plan_1"]),
            ("f(...configuration.LIST)", ["LIST"]),
            ("configuration.A == configuration.B", ["A", "B"]),
            ("configuration.A === 'x' ? configuration.B : 0", ["A", "B"]),
            ("`a ${configuration.A} b ${ {x: {}}, configuration.B } configuration.C`", ["A", "B"]),
            ("`\\`${`${configuration.A}`}`; configuration.B", ["A", "B"]),
            ("var x = a / b; /* c */ configuration.A // configuration.B", ["A"]),
            ("s.replace(/\\/\\//g, configuration.A)", ["A"]),
            ("s.match(/['\"]/);\nconfiguration.A", ["A"]),
            ("'it\\'s'; configuration.A", ["A"]),
            ("({ configuration: configuration.A })", ["A"]),
        ]
    )
    func found(_ script: String, _ keys: [String]) {
        #expect(ConfigurationReads.all(in: script).map(\.key) == keys)
    }

    @Test(
        "is nothing where it only looks like it",
        arguments: [
            "// configuration.A", "/* configuration.A */", "/* configuration.A", "'configuration.A'",
            "\"configuration.A\"", "`configuration.A`", "`\\${configuration.A}`", "`${a} configuration.A",
            "context.configuration.A", "context?.configuration.A", "myconfiguration.A", "configurations.A",
            "configuration", "configuration[name]", "configuration['a' + b]", "configuration[`A`]", "configuration.",
            "configuration['A", "configuration = {}", "configuration.A = 1", "configuration['A'] = 1",
            "configuration.hasOwnProperty('A')", "configuration ? a : b",
            "var configuration = {}; configuration.A", "const configuration = x, y = configuration.A",
            "let configuration; configuration.A",
        ]
    )
    func notFound(_ script: String) { #expect(ConfigurationReads.all(in: script).isEmpty) }

    @Test("is told with its place, in characters")
    func places() {
        let reads = ConfigurationReads.all(in: "'🎈é'\nconfiguration.A;configuration.B")
        #expect(reads == [.init(key: "A", offset: 5), .init(key: "B", offset: 21)])
    }
}
