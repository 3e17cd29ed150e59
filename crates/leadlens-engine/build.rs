//! Packs the Public Suffix List into the compact text that `leads::mail_domain` reads.

#[path = "build/suffix_tree.rs"]
mod suffix_tree;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    const LIST: &str = "src/leads/mail_domain/public_suffix_list.dat";
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={LIST}");
    let folder = std::path::PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    std::fs::write(folder.join("public_suffixes.txt"), suffix_tree::packed(&std::fs::read_to_string(LIST)?))?;
    Ok(())
}
