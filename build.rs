//! The shipped checklists and lists as JSON: the same data as their TOML files, read in a fraction of the time at every start.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=checklists");
    let out = env::var("OUT_DIR")?;
    for entry in fs::read_dir("checklists")? {
        let path = entry?.path();
        let Some(stem) = path
            .file_stem()
            .filter(|_| path.extension().is_some_and(|e| e == "toml"))
        else {
            continue;
        };
        let table: toml::Table =
            toml::from_str(&fs::read_to_string(&path)?).map_err(|e| format!("{}: {e}", path.display()))?;
        fs::write(
            Path::new(&out).join(stem).with_extension("json"),
            serde_json::to_string(&table)?,
        )?;
    }
    Ok(())
}
