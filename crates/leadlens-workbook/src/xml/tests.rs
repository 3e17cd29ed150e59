use super::*;
use crate::stepper::at_once;
use crate::unpack::Packing;

/// The tokens of a text, one a line.
fn outline(text: &str) -> Result<String, WorkbookError> {
    at_once(async |pace| outline_of(text, pace).await)
}

async fn outline_of(text: &str, pace: &mut Pace) -> Result<String, WorkbookError> {
    let mut xml = Xml::new(Unpacker::new("part", text.as_bytes(), Packing::Stored));
    let mut lines = Vec::new();
    while let Some(token) = xml.next(pace).await? {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        lines.push(match token {
            Token::Start(tag) => {
                let attributes = tag.attributes().map(|(name, value)| format!(" {}={}", text(name), text(value)));
                format!("<{}{}{}", text(tag.name), attributes.collect::<String>(), if tag.is_empty { "/" } else { "" })
            }
            Token::End(name) => format!(">{}", text(name)),
            Token::Text(bytes) | Token::Cdata(bytes) => text(bytes),
        });
    }
    Ok(lines.join("|"))
}

#[test]
fn tags_attributes_and_texts_come_in_order() {
    for (text, expected) in [
        ("<a><b c='1' d = \"2\"/>text</a>", "<a|<b c=1 d=2/|text|>a"),
        ("<x:a y:b='>'>&lt;</x:a >", "<a b=>|&lt;|>a"),
        ("<?xml version='1.0'?><!-- <no> --><!DOCTYPE a><a/>", "<a/"),
        ("<a><![CDATA[<b>]]></a>", "<a|<b>|>a"),
        ("", ""),
    ] {
        assert_eq!(outline(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn a_tag_that_does_not_end_is_damage() {
    for text in ["<a", "<a b='>", "<!-- a >", "<![CDATA[ ]>"] {
        assert_eq!(outline(text), Err(WorkbookError::Damaged), "{text}");
    }
}

#[test]
fn tokens_may_cross_the_pieces_that_are_unpacked() {
    // Longer than a piece, and so cut at every kind of place.
    let body = "<c r=\"A1\" t='s'><v>12</v></c><!-- - --><![CDATA[ ] ]]>".repeat(20_000);
    let expected = "<c r=A1 t=s|<v|12|>v|>c| ] ".to_owned();
    let found = outline(&body).unwrap();
    assert!(found.split("|<c ").all(|part| expected.ends_with(part)), "a token was cut");
    assert_eq!(found.matches("<c ").count(), 20_000);
}

#[test]
fn entities_and_line_ends_are_what_xml_says() {
    for (raw, expected) in [
        ("a &amp; &lt;b&gt; &quot;&apos;", "a & <b> \"'"),
        ("&#65;&#x1F600;", "A😀"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("&unknown; & &#xD800; &", "&unknown; & &#xD800; &"),
    ] {
        let mut out = Vec::new();
        push_decoded(raw.as_bytes(), &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expected, "{raw}");
    }
}
