//! Messages as Outlook saves them ([MS-OXMSG]): properties in streams of a compound file.

use leadlens_workbook::Compound;
use leadlens_workbook::stepper::Pace;

use crate::intake::html::WebPage;
use crate::intake::sniff::looks_like_leads;

/// Stream that every message has.
const PROPERTIES: &str = "__properties_version1.0";

/// Streams of the body as plain text, in UTF-16 and in 8 bits.
const PLAIN: [&str; 2] = ["__substg1.0_1000001F", "__substg1.0_1000001E"];

/// Streams of the body as a web page, in 8 bits and in UTF-16.
const PAGE: [&str; 2] = ["__substg1.0_10130102", "__substg1.0_1013001F"];

/// The text of a message: the plain one where it holds leads, else that of its web page; `None` for another compound file.
pub(in crate::intake) async fn read(bytes: &[u8], pace: &mut Pace) -> Option<String> {
    let file = Compound::open(bytes, pace).await?;
    if !file.has(PROPERTIES) {
        return None;
    }
    let plain = body(&file, PLAIN, pace).await;
    if let Some(plain) = plain.as_ref().filter(|plain| looks_like_leads(plain)) {
        return Some(plain.clone());
    }
    if let Some(page) = body(&file, PAGE, pace).await
        && let Some((text, _)) = WebPage::read(&page, pace).await.leads(looks_like_leads)
        && looks_like_leads(&text)
    {
        return Some(text);
    }
    plain
}

/// The first of some streams that is there, as text.
async fn body(file: &Compound<'_>, names: [&str; 2], pace: &mut Pace) -> Option<String> {
    for name in names {
        if let Some(bytes) = file.stream(name, pace).await {
            return Some(if name.ends_with("1F") { utf_16(&bytes) } else { narrow(bytes) });
        }
    }
    None
}

fn utf_16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

/// Text in UTF-8, or in the encoding of Windows.
fn narrow(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| encoding_rs::WINDOWS_1252.decode(error.as_bytes()).0.into_owned())
}
