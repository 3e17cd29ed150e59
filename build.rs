//! Makes Rust of the page's texts.

#[cfg(feature = "web")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
    use leptos_i18n_parser::parse_locales::parse_locales;

    const FOLDER: &str = "src/i18n/locales";
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={FOLDER}");
    let options = ParseOptions::default().interpolate_display(true);
    let texts = parse_locales(None, Config::new("en")?.locales_path(FOLDER).parse_options(options))?;
    for error in texts.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    let code = leptos_i18n_codegen::gen_code(&texts, None, false, None, false)?;
    let folder = std::path::PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    std::fs::write(folder.join("texts.rs"), code.to_string())?;
    Ok(())
}

#[cfg(not(feature = "web"))]
fn main() {}
