import ArgumentParser
import Understudy

/// Seeds as somebody named them, each with the overlays that stand behind it.
enum SeedArguments {
    static let help = ArgumentHelp(
        "An overlay for the seed before it, which stays as it is: users, emulator settings and keywords, or the "
            + "deployment tool's config.json.",
        valueName: "file"
    )

    /// - Parameters:
    ///   - arguments: the command line: the parser keeps the order of seeds and that of overlays, and not how they mix.
    /// - Throws: `ValidationError` for an overlay that stands before the first of several seeds.
    static func paired(
        _ seeds: [String],
        _ overlays: [String],
        in arguments: [String] = Array(CommandLine.arguments.dropFirst())
    ) throws -> [EmulatorConfiguration.Seed] {
        guard !overlays.isEmpty else { return seeds.map(EmulatorConfiguration.Seed.file) }
        guard seeds.count > 1 else {
            return [.overlaid(seeds.first.map(EmulatorConfiguration.Seed.file) ?? .quickstart, with: overlays)]
        }
        var paired: [(seed: String, overlays: [String])] = []
        var (rest, waiting) = (seeds[...], overlays[...])
        for argument in arguments {
            if argument == "--with" || argument.hasPrefix("--with=") {
                guard let overlay = waiting.popFirst() else { break }
                guard !paired.isEmpty else {
                    throw ValidationError("--with \(overlay): write it behind the seed that it is for")
                }
                paired[paired.count - 1].overlays.append(overlay)
            } else if argument == rest.first {
                rest.removeFirst()
                paired.append((argument, []))
            }
        }
        return paired.map { $0.overlays.isEmpty ? .file($0.seed) : .overlaid(.file($0.seed), with: $0.overlays) }
    }
}
