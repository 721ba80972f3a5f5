//! The contract every chat platform speaks: what comes in, what goes out, what a platform can do.
