package import TenantModel

/// What has changed between two objects: one entry for each member that came, went or changed, however deep.
package enum JSONDifference {
    /// `[{"path": "app_metadata.plan", "before": …, "after": …}]`; a side on which the member is missing is left out.
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
