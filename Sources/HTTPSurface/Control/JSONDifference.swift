package import TenantModel

/// The difference of two objects: one entry for each member, on any level, that was added, removed or changed.
package enum JSONDifference {
    /// `[{"path": "app_metadata.plan", "before": …, "after": …}]`; `before` or `after` is left out if the member is not
    /// there.
    package static func between(_ before: JSONObject, _ after: JSONObject) -> [JSONValue] {
        var changes: [JSONValue] = []
        collect(before, after, path: "", into: &changes)
        return changes
    }

    private static func collect(
        _ before: JSONObject,
        _ after: JSONObject,
        path: String,
        into changes: inout [JSONValue]
    ) {
        let added = after.names.filter { before[$0] == nil }
        for name in before.names + added {
            let (old, new) = (before[name], after[name])
            guard old != new else { continue }
            let place = path.isEmpty ? name : "\(path).\(name)"
            if let old = old?.object, let new = new?.object {
                collect(old, new, path: place, into: &changes)
                continue
            }
            var change: JSONObject = ["path": .string(place)]
            change["before"] = old
            change["after"] = new
            changes.append(.object(change))
        }
    }
}
