import Understudy

/// The tenant that these tests play: one application, one user.
enum OrdersTenant {
    static let ada = "auth0|ada"

    static let seed = EmulatorConfiguration.Seed.text(
        """
        version: 1
        clients:
          - name: Orders
            client_id: OrdersExampleOnly000000000000000
        users:
          - { user_id: auth0|ada, email: ada@example.com, password: Lovelace1815 }
        """,
        name: "orders.yaml"
    )
}
