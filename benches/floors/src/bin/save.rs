//! Saves a text durably so many times, as an answer file is saved: a copy beside it, synced, renamed, the folder synced.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args_os().skip(1);
    let (Some(from), Some(to), Some(times)) = (args.next(), args.next(), args.next()) else {
        return Err("save FROM TO TIMES".into());
    };
    let text = std::fs::read(from)?;
    let to = Path::new(&to);
    let folder = to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for _ in 0..times.to_string_lossy().parse::<u32>()? {
        let mut copy = tempfile::NamedTempFile::new_in(folder)?;
        copy.write_all(&text)?;
        copy.as_file().sync_all()?;
        copy.persist(to)?;
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
