//! A whole JSON text as a tree, for notations of this program's own.

use leadlens_workbook::stepper::Pace;
use serde_json::{Map, Value};

use super::object::PARSE_COST;
use super::outline::{Elements, Members, Span};

/// Values up to so many bytes are parsed in one call.
const PIECE: usize = 1 << 14;

/// The value a text spells; `None` where it is no JSON.
pub(in crate::intake) async fn parse(text: &str, pace: &mut Pace) -> Option<Value> {
    let mut values = Elements::of(text, Span { start: 0, end: text.len() });
    let value = values.next(pace).await?.ok()?;
    tree(text, value, pace).await
}

/// The value at a place; of a large one each part by itself.
async fn tree(text: &str, span: Span, pace: &mut Pace) -> Option<Value> {
    pace.spend(PARSE_COST * (span.end - span.start).min(PIECE)).await;
    match span.first_byte(text)? {
        b'[' if span.end - span.start > PIECE => {
            let (mut list, mut elements) = (Vec::new(), Elements::of(text, span.inside()));
            while let Some(element) = elements.next(pace).await {
                list.push(Box::pin(tree(text, element.ok()?, pace)).await?);
            }
            Some(Value::Array(list))
        }
        b'{' if span.end - span.start > PIECE => {
            let (mut object, mut members) = (Map::new(), Members::of(text, span));
            while let Some((key, value)) = members.next(pace).await {
                let key = Span { start: key.start - 1, end: key.end + 1 };
                object.insert(serde_json::from_str(key.slice(text)).ok()?, Box::pin(tree(text, value, pace)).await?);
            }
            Some(Value::Object(object))
        }
        _ => serde_json::from_str(span.slice(text)).ok(),
    }
}
