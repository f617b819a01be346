#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension String {
    var base64: String { Data(utf8).base64EncodedString() }
}
