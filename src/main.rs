//! The first line of the program. Everything else is in the library, where tests can reach it.

fn main() {
    jipan_shell::run();
}
