package import TenantModel

extension LocalAuthority {
    /// What its user has to know before a client refuses a certificate.
    ///
    /// - Parameter hosts: of tenants.
    package func remarks(for hosts: [String], at now: Timestamp) -> [String] {
        var remarks: [String] = []
        let refused = refused(hosts)
        if !refused.isEmpty {
            remarks.append(
                """
                warning: HTTPS clients will refuse \(refused.joined(separator: ", ")): the certificate authority \
                \(certificatePath) was made before and may not vouch for that. To make one that may: \
                understudy trust --renew SEED ... (clients then have to trust the new one)
                """
            )
        }
        if endsSoon(at: now) {
            remarks.append(
                "warning: the certificate authority \(certificatePath) ends on \(end.rfc3339); "
                    + "understudy trust --renew makes a new one, which clients then have to trust"
            )
        }
        return remarks
    }

    /// What it could be better.
    package var notes: [String] {
        guard scope == nil else { return [] }
        return [
            "note: the certificate authority \(certificatePath) is of an earlier version and may vouch for any name; "
                + "understudy trust --renew makes one for your tenants' names alone"
        ]
    }
}
