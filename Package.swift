// swift-tools-version:6.2
import PackageDescription

// `make check` makes warnings errors; for our targets alone, because libraries have warnings of their own.
let isChecking = Context.environment["UNDERSTUDY_CHECK"] == "1"

let house: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (isChecking ? [.treatAllWarnings(as: .error)] : [])

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

// They lie beside the Swift files that fill them.
let pages = [
    "error.mustache", "footer.mustache", "form-post.js", "form-post.mustache", "hidden-form.mustache",
    "landing.mustache", "login.mustache", "opening.mustache", "popup-response.js", "popup-response.mustache",
    "provider.mustache", "second-factor.mustache", "signed-out.mustache", "stylesheet.css", "web-message.js",
    "web-message.mustache", "welcome.mustache",
]

// The arrows of the map in README.md: what is not drawn here does not compile.
let package = Package(
    name: "understudy",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "understudy", targets: ["UnderstudyCLI"]),
        .library(name: "Understudy", targets: ["Understudy"]),
        .library(name: "UnderstudyTesting", targets: ["UnderstudyTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin.git", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CAllocator"),
        .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
        ),

        .target(name: "TenantModel", swiftSettings: house),
        .target(
            name: "World",
            dependencies: [
                "TenantModel", "CAllocator", "CCrypt", crypto, logging,
                .product(name: "HashTreeCollections", package: "swift-collections"),
            ],
            swiftSettings: house
        ),
        .target(name: "Tokens", dependencies: ["World", "TenantModel", "COpenSSL", crypto], swiftSettings: house),
        .target(
            name: "Flows",
            dependencies: ["Tokens", "World", "TenantModel", logging, crypto],
            swiftSettings: house
        ),
        .target(
            name: "Storage",
            dependencies: ["World", "TenantModel", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: house
        ),
        .target(
            name: "Rules",
            dependencies: ["World", "TenantModel", "COpenSSL"],
            resources: [.embedInCode("Sandbox")],
            swiftSettings: house
        ),
        .target(
            name: "SeedReader",
            dependencies: ["TenantModel", crypto, .product(name: "Yams", package: "Yams")],
            swiftSettings: house
        ),
        .target(name: "Tenancy", dependencies: ["World", "TenantModel"], swiftSettings: house),
        .target(
            name: "HTTPSurface",
            dependencies: [
                "Tenancy", "Flows", "Tokens", "World", "TenantModel", logging, crypto,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: pages.map { .embedInCode("Pages/\($0)") },
            swiftSettings: house
        ),
        .target(
            name: "Understudy",
            dependencies: [
                "HTTPSurface", "Storage", "Rules", "SeedReader", "Tenancy", "Flows", "Tokens", "World", "TenantModel",
                logging, crypto,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP2", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            resources: [.embedInCode("Quickstart/quickstart.yaml")],
            swiftSettings: house
        ),
        .target(
            name: "UnderstudyTesting",
            dependencies: [
                "Understudy", crypto,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: house
        ),
        .executableTarget(
            name: "UnderstudyCLI",
            dependencies: [
                "Understudy", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house
        ),

        .testTarget(name: "TenantModelTests", dependencies: ["TenantModel"], swiftSettings: house),
        .target(
            name: "TestFixtures",
            dependencies: ["World", "TenantModel"],
            path: "Tests/TestFixtures",
            swiftSettings: house
        ),
        .testTarget(name: "RepositoryTests", dependencies: ["TestFixtures"], swiftSettings: house),
        .testTarget(
            name: "WorldTests",
            dependencies: ["TestFixtures", "World", "TenantModel", logging],
            swiftSettings: house
        ),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "TestFixtures", "Storage", "World", "TenantModel", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),
        .testTarget(name: "TokensTests", dependencies: ["Tokens", "World", "TenantModel"], swiftSettings: house),
        .testTarget(
            name: "RulesTests",
            dependencies: ["Rules", "World", "TenantModel"],
            swiftSettings: house
        ),
        .testTarget(name: "SeedReaderTests", dependencies: ["SeedReader", "TenantModel"], swiftSettings: house),
        .testTarget(
            name: "FlowsTests",
            dependencies: ["Flows", "Tokens", "Storage", "SeedReader", "World", "TenantModel", logging],
            swiftSettings: house
        ),
        .testTarget(
            name: "HTTPSurfaceTests",
            dependencies: ["HTTPSurface", "Flows", "TenantModel"],
            swiftSettings: house
        ),
        .testTarget(
            name: "UnderstudyTests",
            dependencies: [
                "Understudy", "UnderstudyTesting", "HTTPSurface", "Tokens", "World", "TenantModel", logging, crypto,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            swiftSettings: house
        ),
    ]
)
