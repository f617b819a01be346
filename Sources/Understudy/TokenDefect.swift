import Flows

/// A named way in which a minted token is wrong, for tests of those who must refuse it.
public enum TokenDefect: String, Hashable, Sendable, CaseIterable {
    case expired
    case notYetValid = "not_yet_valid"
    case noExpiry = "no_exp"
    case badSignature = "bad_signature"
    case algorithmNone = "alg_none"
    case algorithmConfusion = "alg_confusion"
    case unknownKeyID = "unknown_kid"
    case wrongIssuer = "wrong_issuer"
    case wrongAudience = "wrong_audience"
    case textualExpiry = "exp_as_text"
    case duplicateSubject = "duplicate_sub"

    var order: TokenOrder.Defect? { TokenOrder.Defect(rawValue: rawValue) }
}
