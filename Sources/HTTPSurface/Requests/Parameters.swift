import Flows

/// Ours; the framework has a type of the same name for path parameters.
typealias Parameters = Flows.Parameters
