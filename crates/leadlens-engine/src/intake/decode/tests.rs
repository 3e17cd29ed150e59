use leadlens_workbook::stepper::at_once;

use super::*;

/// Decodes bytes pushed in pieces of one size.
fn decode(bytes: &[u8], chosen: Option<Encoding>, size: usize) -> Decoded {
    let mut decoder = Decoder::new(chosen, Vec::new());
    bytes.chunks(size).for_each(|piece| decoder.push(piece));
    decoder.flush();
    decoder.drop_nuls();
    at_once(async |pace| decoder.finish(pace).await).unwrap()
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn text_in_utf_16_is_the_same_in_any_pieces() {
    for (encoding, bytes) in
        [(Encoding::Utf16Le, b"\xff\xfea\0\x3d\xd8\x00\xde\x60".as_slice()), (Encoding::Utf16Be, b"\xfe\xff\0a\xd8\x3d\xde\x00\x60")]
    {
        for size in 1..=bytes.len() {
            let decoded = decode(bytes, None, size);
            assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, "\u{feff}a😀\u{fffd}"), "pieces of {size}");
        }
    }
}

#[test]
fn utf_16_is_told_without_a_mark_by_the_nuls_of_ascii() {
    for text in [
        "Email,Name\r\nann@example.com,Ann\r\n",
        "電子郵件,姓名\r\nann@example.com,陳雅婷\r\n",
        "E-post;Förnamn\r\nasa@example.org;Åsa\r\n",
    ] {
        for (encoding, bytes) in [(Encoding::Utf16Le, utf16(text, u16::to_le_bytes)), (Encoding::Utf16Be, utf16(text, u16::to_be_bytes))] {
            for size in [1, 7, bytes.len()] {
                let decoded = decode(&bytes, None, size);
                assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text), "pieces of {size}");
            }
        }
    }
}

#[test]
fn utf_16_is_told_by_the_first_bytes_whatever_follows() {
    let head = utf16(&"Email,Name\r\n".repeat(60), u16::to_le_bytes);
    let bytes = [head, b"Email,Name\r\n".repeat(200)].concat();
    let found = [1, HEAD_SIZE, bytes.len()].map(|size| decode(&bytes, None, size)).map(|decoded| (decoded.encoding, decoded.text));
    assert_eq!(found[0].0, Encoding::Utf16Le);
    assert!(found.iter().all(|decoded| *decoded == found[0]));
}

#[test]
fn half_a_character_behind_the_last_line_makes_no_line() {
    for tail in [&b"\0"[..], b"a", b"\n"] {
        let bytes = [&utf16("Email\r\na@example.com\r\n", u16::to_le_bytes), tail].concat();
        let decoded = decode(&bytes, None, 5);
        assert_eq!((decoded.text.as_str(), decoded.notes.len()), ("Email\r\na@example.com\r\n", 0), "{tail:?}");
    }
}

#[test]
fn nuls_are_left_out_and_counted() {
    let decoded = decode(b"Email,Name\na@example.com,A\0nn\0\n", None, 4);
    assert_eq!((decoded.encoding, decoded.text.as_str()), (Encoding::Utf8, "Email,Name\na@example.com,Ann\n"));
    assert_eq!((decoded.notes, decoded.is_rewritten), (vec![TableNote::RemovedNuls(2)], false));
}

#[test]
fn the_encoding_chosen_is_believed() {
    for (chosen, bytes, text, notes) in [
        (Encoding::Windows1250, &b"Dvo\xf8\xe1k"[..], "Dvořák", vec![]),
        (Encoding::Windows1252, b"Dvo\xf8\xe1k", "Dvoøák", vec![]),
        (Encoding::Utf8, b"Dvo\xf8\xe1k", "Dvo\u{fffd}\u{fffd}k", vec![TableNote::ReplacedCharacters(2)]),
        (Encoding::Windows1252, "é".as_bytes(), "Ã©", vec![]),
        (Encoding::Utf8, "\u{feff}é".as_bytes(), "\u{feff}é", vec![]),
        (Encoding::Utf16Le, b"\xff\xfea\0", "\u{feff}a", vec![]),
        (Encoding::Big5, b"\xb3\x5c\xff,", "許\u{fffd},", vec![TableNote::ReplacedCharacters(1)]),
    ] {
        for size in [1, 2, bytes.len()] {
            let decoded = decode(bytes, Some(chosen), size);
            assert_eq!((decoded.text.as_str(), decoded.encoding, &decoded.notes), (text, chosen, &notes), "{bytes:?} in pieces of {size}");
        }
    }
}

#[test]
fn lines_in_another_encoding_than_the_rest_are_read_in_it() {
    let text = "Jméno;Příjmení\nJiří;Dvořák\nVěra;Malá\n";
    let (other, _, _) = encoding_rs::WINDOWS_1250.encode("Zdeněk;Žižka\nTomáš;Šťastný\n");
    let decoded = decode(&[text.as_bytes(), &other].concat(), None, usize::MAX);
    assert_eq!(decoded.text, "Jméno;Příjmení\nJiří;Dvořák\nVěra;Malá\nZdeněk;Žižka\nTomáš;Šťastný\n");
    assert_eq!(decoded.encoding, Encoding::Utf8);
    assert_eq!(decoded.foreign.iter().map(|line| &decoded.text[line.clone()]).collect::<Vec<_>>(), ["Zdeněk;Žižka\n", "Tomáš;Šťastný\n"]);
}

#[test]
fn a_damaged_character_of_utf_8_is_replaced_and_the_rest_stays_utf_8() {
    for (bytes, text) in [
        (&b"Jm\xc3\xa9no;P\xc5\x99\xc3\xadjmen\xc3\xad\nV\xc4\x9bra;Ho\xc5;x\n"[..], "Jméno;Příjmení\nVěra;Ho\u{fffd};x\n"),
        (b"Jm\xc3\xa9no;P\xc5\x99\xc3\xadjmen\xc3\xad\nV\xc4\x9bra;Mal\xc3", "Jméno;Příjmení\nVěra;Mal\u{fffd}"),
    ] {
        let decoded = decode(bytes, None, usize::MAX);
        assert_eq!((decoded.encoding, decoded.text.as_str()), (Encoding::Utf8, text));
        assert_eq!((decoded.notes, decoded.foreign), (vec![TableNote::ReplacedCharacters(1)], vec![]));
    }
}

#[test]
fn bytes_that_make_sense_in_no_encoding_are_refused_at_the_first_of_them() {
    let mut decoder = Decoder::new(None, Vec::new());
    let noise: Vec<u8> = (0..=255_u8).filter(|byte| *byte >= 128 || byte.is_ascii_graphic()).map(|byte| byte.wrapping_mul(167)).collect();
    let noise: Vec<u8> = noise.into_iter().filter(|byte| *byte >= 32).collect();
    decoder.push(&[b"x,y\n", noise.as_slice()].concat());
    decoder.flush();
    assert!(matches!(at_once(async |pace| decoder.finish(pace).await), Err(SourceError::Encoding { .. })));
}

#[test]
fn encodings_that_fit_are_offered_best_first() {
    assert_eq!(plausible("Příjmení".as_bytes())[0], Encoding::Utf8);
    assert_eq!(plausible(&utf16("Email,Name\n", u16::to_le_bytes))[0], Encoding::Utf16Le);
    let offered = plausible(b"Jm\xe9no;P\xf8\xedjmen\xed\nV\xecra;Mal\xe1\n");
    assert_eq!((offered[0], offered.len()), (Encoding::Windows1250, 8));
    assert!(!offered.contains(&Encoding::Utf8), "{offered:?}");
}
