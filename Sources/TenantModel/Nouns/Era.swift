/// Which years' defaults a seed starts from.
package enum Era: String, Hashable, Sendable, CaseIterable {
    case legacy, transition, modern
}
