//! Makes Rust of the page's texts: a type for each key, so that a key or a placeholder that does not exist is an error of the compiler.

#[path = "src/i18n/build/texts.rs"]
mod texts;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    use std::path::{Path, PathBuf};

    const FOLDER: &str = "src/i18n/locales";
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/i18n/build");
    println!("cargo::rerun-if-changed={FOLDER}");
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    std::fs::write(folder.join("texts.rs"), texts::generate(Path::new(FOLDER), "en")?)?;
    Ok(())
}
