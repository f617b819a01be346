import Testing
import Tokens

@Suite("at_hash and c_hash")
struct AccessTokenHashTests {
    @Test("are those of OIDC Core A.3 and A.6")
    func published() {
        #expect(AccessTokenHash.of("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y") == "77QmUPtjPfzWtF2AnpK9RQ")
        #expect(
            AccessTokenHash.of("Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk") == "LDktKdoQak3Pk0cnXxCltA"
        )
    }
}
