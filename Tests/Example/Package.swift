// swift-tools-version:6.2
import PackageDescription

// A package like yours: an application, and tests of it that play the tenant with Understudy. `make test` builds and runs
// it. Yours would say .package(url: …) instead of a path.
let package = Package(
    name: "orders",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "understudy", path: "../..")],
    targets: [
        .target(name: "Orders"),
        .testTarget(
            name: "OrdersTests",
            dependencies: [
                "Orders",
                .product(name: "Understudy", package: "understudy"),
                .product(name: "UnderstudyTesting", package: "understudy"),
            ]
        ),
    ]
)
