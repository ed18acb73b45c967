//! A text as a QR code, drawn as the path of a picture. Not here: the picture, and what is encoded
//! (crate `qrcodegen`).

use core::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules that a scanner wants around a code. Source: ISO/IEC 18004 §6.3.8 (OUTSIDE)
const MARGIN: i32 = 4;

/// Modules a side, margin and all, and the path of the dark ones; none for a text that is too long.
pub fn path_of(text: &str) -> Option<(u32, String)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let n_dark = (x..size).take_while(|x| code.get_module(*x, y)).count();
            let Ok(n_dark) = i32::try_from(n_dark) else { return None };
            if n_dark > 0 {
                let (left, top) = (x.saturating_add(MARGIN), y.saturating_add(MARGIN));
                // Writing into a text does not fail.
                write!(path, "M{left} {top}h{n_dark}v1h-{n_dark}z").ok()?;
            }
            x = x.saturating_add(n_dark).saturating_add(1);
        }
    }
    let n_modules = size.saturating_add(MARGIN.saturating_mul(2));
    Some((u32::try_from(n_modules).ok()?, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules that a path paints, row by row.
    fn painted(side: u32, path: &str) -> Vec<Vec<bool>> {
        let side = usize::try_from(side).unwrap();
        let mut rows = vec![vec![false; side]; side];
        for part in path.split('M').skip(1) {
            let (x, rest) = part.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (n, _) = rest.split_once('v').unwrap();
            let [x, y, n] = [x, y, n].map(|it| it.parse::<usize>().unwrap());
            for place in &mut rows[y][x..x + n] {
                assert!(!*place, "painted twice");
                *place = true;
            }
        }
        rows
    }

    #[test]
    fn the_path_paints_every_dark_module_and_no_other() {
        let text = "http://192.168.1.20:8080/join#Qm3xVq9LZtB7sH2pKc4dWf8g";
        let (side, path) = path_of(text).unwrap();
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        let margin = usize::try_from(MARGIN).unwrap();
        for (y, row) in painted(side, &path).into_iter().enumerate() {
            for (x, is_dark) in row.into_iter().enumerate() {
                let at = |it: usize| i32::try_from(it).unwrap() - MARGIN;
                let is_inside = x >= margin && y >= margin;
                assert_eq!(is_dark, is_inside && code.get_module(at(x), at(y)), "{x} {y}");
            }
        }
    }

    #[test]
    fn what_is_too_long_for_a_code_is_none() {
        assert_eq!(path_of(&"x".repeat(3_000)), None);
    }
}
