/// Finds the valid name that is most similar to a misspelt one.
enum NearestKey {
    /// The most similar of `names`, within two typing errors, or a third of the length for names of more than six
    /// characters; of equally similar ones the first in alphabetical order.
    static func nearest(to written: String, among names: some Sequence<String>) -> String? {
        let folded = fold(written)
        var best: (distance: Int, name: String)?
        for name in names {
            let candidate = fold(name)
            let longer = max(folded.count, candidate.count)
            let allowed = longer > 6 ? max(2, longer / 3) : 2
            guard abs(folded.count - candidate.count) <= allowed else { continue }
            let distance = distance(folded, candidate)
            guard distance <= allowed, distance < longer else { continue }
            if best.map({ (distance, name) < ($0.distance, $0.name) }) ?? true { best = (distance, name) }
        }
        return best?.name
    }

    /// All of `names`, those that have a word in common with `written` first.
    static func ranked(_ names: [String], by written: String) -> [String] {
        let words = Set(words(of: written))
        let related = names.filter { !words.isDisjoint(with: self.words(of: $0)) }
        return related + names.filter { !related.contains($0) }
    }

    /// The words of at least three letters, without a plural `s`: `allowed` and `url` of `allowedUrls`.
    private static func words(of name: String) -> [String] {
        var words = [""]
        for character in name {
            if !character.isLetter, !character.isNumber {
                words.append("")
            } else if character.isUppercase, words[words.count - 1].last?.isLowercase == true {
                words.append(String(character))
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words.map { $0.lowercased() }.filter { $0.count > 2 }.map {
            $0.hasSuffix("s") ? String($0.dropLast()) : $0
        }
    }

    /// The name without case, hyphens and underscores: `clientId`, `client-id` and `client_id` are equal.
    static func fold(_ name: String) -> [Character] { name.lowercased().filter { $0 != "_" && $0 != "-" } }

    /// Damerau–Levenshtein, in its optimal string alignment form: insertions, deletions, substitutions and swaps of
    /// neighbours.
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let isSame = left[row] == right[column]
                var cost = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (isSame ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
