//! How wide words are, without a font at hand: rather too wide than too narrow, so that nothing runs out of a picture.

/// The width of a text in a sans-serif letter, as a multiple of its size.
pub fn width(text: &str) -> f64 {
    text.chars().map(letter).sum()
}

fn letter(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.3,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.4,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '→' => 1.0,
        'A'..='Z' => 0.8,
        ' '..='~' => 0.58,
        // Letters of Latin, Greek and Cyrillic with their signs; everything else is as wide as it is high, or wider.
        '\u{a0}'..='\u{5ff}' | '–' | '—' | '‘' | '’' | '“' | '”' => 0.85,
        _ => 1.3,
    }
}

/// A text in lines of so many times its size, and at most so many of them: what is left over is in the table of the same figures.
pub fn wrap(text: &str, room: f64, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let wide = width(word);
        if used > 0.0 && used + letter(' ') + wide > room {
            lines.push(String::new());
            used = 0.0;
        }
        if lines.len() > most {
            break;
        }
        let Some(line) = lines.last_mut() else { break };
        if used > 0.0 {
            line.push(' ');
            used += letter(' ');
        }
        if used + wide <= room {
            line.push_str(word);
            used += wide;
        } else {
            used = broken(&mut lines, word, room, most);
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            // Room for the sign that something is missing.
            while width(last) + letter('…') > room && last.pop().is_some() {}
            last.truncate(last.trim_end().len());
            last.push('…');
        }
    }
    lines
}

/// A word that is longer than a line, from where the last line ends; how much of the last line it uses then.
fn broken(lines: &mut Vec<String>, word: &str, room: f64, most: usize) -> f64 {
    let mut used = lines.last().map_or(0.0, |l| width(l));
    for c in word.chars() {
        if used + letter(c) > room {
            lines.push(String::new());
            used = 0.0;
            if lines.len() > most {
                break;
            }
        }
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
        used += letter(c);
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_never_wider_than_their_room_nor_too_many() {
        for text in [
            "Leadership, and the children it is for".to_owned(),
            "W".repeat(500),
            "家".repeat(500),
            "a ".repeat(500),
            format!("short {} short", "x".repeat(500)),
            "👩\u{200d}🚀 ".repeat(200),
            String::new(),
        ] {
            let lines = wrap(&text, 20.0, 3);
            assert!((1..=3).contains(&lines.len()), "{lines:?}");
            assert!(lines.iter().all(|l| width(l) <= 20.0), "{lines:?}");
            let whole: String = lines.concat();
            let letters = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            match whole.strip_suffix('…') {
                Some(part) => assert!(letters(&text).starts_with(&letters(part)), "{lines:?}"),
                None => assert_eq!(letters(&whole), letters(&text)),
            }
        }
        assert_eq!(wrap("one two", 3.0, 3), ["one", "two"]);
    }
}
