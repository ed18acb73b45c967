//! How two books meet: wire types by version, push and pull state machines. Empty until a company can be joined.
