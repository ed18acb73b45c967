//! Asks the linker to keep what it knows of every reference: `cargo xtask` splits the module by it. What is
//! served holds nothing of this.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|it| it == "wasm") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
