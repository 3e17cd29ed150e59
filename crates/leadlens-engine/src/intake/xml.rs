//! Records as XML: the element that stands for a lead is found by what its parts are called, and becomes a record of dotted paths.
//!
//! # Invariants
//! Entities of a document type are not expanded and nothing it names is loaded. Two passes, no tree: memory grows with the number of
//! different paths, of which [`PATH_LIMIT`] are told apart, and with one record.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use leadlens_workbook::stepper::Pace;
use leadlens_workbook::xml::{Tag, Token, Xml, push_decoded};

use super::SourceError;
use super::header::{ColumnRole, header_word};
use super::html::is_page_element;
use super::lead_role::{names_person, roles};
use super::table::{Format, Table, TableBuilder};

/// Different paths of elements that are looked at.
const PATH_LIMIT: usize = 2000;

/// Longest element that is found in other text, in bytes.
const FOUND_LENGTH: usize = 1 << 14;

/// Deepest nesting of elements.
const DEPTH_LIMIT: usize = 100;

/// Attributes that name what an element holds.
const NAME_ATTRIBUTES: [&str; 7] = ["name", "key", "field", "label", "column", "id", "val"];

/// Elements that wrap the value of a named one.
const VALUE_ELEMENTS: [&str; 3] = ["value", "string", "text"];

/// Ends of the names of elements that hold the name of a field, and of those that hold its value.
const NAME_ENDS: [&str; 6] = ["name", "key", "label", "field", "question", "id"];
const VALUE_ENDS: [&str; 9] = ["value", "answer", "text", "val", "response", "string", "integer", "date", "real"];

/// True for a text that begins as XML: an element whose name is no tag of HTML, with its end or another element behind it.
pub(super) fn is_likely(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('<') else { return false };
    let length = inside.find(|letter: char| !(letter.is_alphanumeric() || "_-.:".contains(letter))).unwrap_or(inside.len());
    let (name, rest) = inside.split_at(length);
    let Some((attributes, behind)) = rest.split_once('>') else { return false };
    let is_named = name.starts_with(|first: char| first.is_alphabetic() || first == '_');
    let is_opened = attributes.is_empty() || attributes.starts_with(char::is_whitespace) && attributes.contains('=');
    is_named
        && is_opened
        && !attributes.contains(['<', ',', ';'])
        && (behind.trim_start().starts_with('<') || behind.contains(&format!("</{name}")))
}

/// The elements of XML that stand in other text, in an element around them; `None` where there are none that name a person.
pub(super) fn found_in(text: &str) -> Option<String> {
    let (mut found, mut names, mut at) = (String::from("<records>"), Vec::new(), 0);
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('<')).map(|place| at + place) {
        at = start + 1;
        let rest = text.get(start..)?;
        let inside = rest.get(1..)?;
        let name = inside.get(..inside.find(|letter: char| !(letter.is_alphanumeric() || "_-.:".contains(letter)))?)?;
        if name.is_empty() || is_page_element(&name.to_ascii_lowercase()) || !is_likely(rest) {
            continue;
        }
        let close = format!("</{name}>");
        let Some(end) = rest.get(..rest.floor_char_boundary(FOUND_LENGTH)).and_then(|near| near.find(&close)).map(|end| end + close.len())
        else {
            continue;
        };
        let element = rest.get(..end)?;
        names.extend(element.split('<').skip(1).filter_map(|tag| tag.split(['>', ' ', '/']).next()));
        found.push_str(element);
        at = start + end;
    }
    let roles = roles(names);
    found.push_str("</records>");
    (roles.len() >= 2 && roles.into_iter().any(names_person)).then_some(found)
}

/// Reads records.
///
/// # Errors
/// [`SourceError::Damaged`] where a tag does not end, [`SourceError::NoRecords`] where there is no element with text.
pub(super) async fn read(text: &str, pace: &mut Pace) -> Result<Table, SourceError> {
    let mut paths = Paths::default();
    read_elements(text, &mut paths, pace).await?;
    let record = paths.record().ok_or(SourceError::NoRecords)?;
    let mut records =
        Records { depth: record.matches('/').count(), record, builder: TableBuilder::new(), field: None, taken: HashMap::default() };
    read_elements(text, &mut records, pace).await?;
    if records.builder.record_count() == 0 {
        return Err(SourceError::NoRecords);
    }
    Ok(Table { format: Some(Format::Xml), ..records.builder.finish() })
}

/// Receiver of the elements of a text.
trait Listener {
    /// An element begins; `path` names it and those around it, each behind a slash.
    fn begin(&mut self, path: &str);
    /// A text that an element or attribute holds.
    fn value(&mut self, path: &str, text: &str);
    /// An element ends.
    ///
    /// # Errors
    /// [`SourceError::TooLarge`] when the receiver holds more than fits.
    fn end(&mut self, path: &str) -> Result<(), SourceError>;
}

/// Tells a listener of every element.
async fn read_elements(text: &str, listener: &mut impl Listener, pace: &mut Pace) -> Result<(), SourceError> {
    let mut xml = Xml::of_text(text.as_bytes());
    let (mut path, mut lengths, mut content) = (String::new(), Vec::new(), Vec::new());
    while let Some(token) = xml.next(pace).await? {
        match token {
            Token::Start(tag) if lengths.len() < DEPTH_LIMIT => {
                content.clear();
                lengths.push(path.len());
                path.push('/');
                path.push_str(&element_name(tag));
                listener.begin(&path);
                tell_attributes(tag, &path, listener);
                if tag.is_empty {
                    listener.end(&path)?;
                    path.truncate(lengths.pop().unwrap_or_default());
                }
            }
            Token::Start(_) => return Err(SourceError::Damaged),
            Token::End(_) => {
                let text = String::from_utf8_lossy(&content);
                if !text.trim().is_empty() {
                    listener.value(&path, text.trim());
                }
                content.clear();
                listener.end(&path)?;
                path.truncate(lengths.pop().unwrap_or_default());
            }
            Token::Text(text) => push_decoded(text, &mut content),
            Token::Cdata(text) => content.extend_from_slice(text),
        }
    }
    Ok(())
}

/// The name of an element as a header: the name it is given in an attribute stands for it.
fn element_name(tag: Tag<'_>) -> String {
    let name = String::from_utf8_lossy(tag.name).into_owned();
    if let Some(part) = tag.text("part") {
        return format!("{part} {name}");
    }
    let given = NAME_ATTRIBUTES.iter().find_map(|attribute| tag.text(attribute));
    given.filter(|given| header_word(given).is_some()).map_or(name, |given| given.replace(['/', '.'], " "))
}

fn tell_attributes(tag: Tag<'_>, path: &str, listener: &mut impl Listener) {
    let is_about_it =
        |name: &[u8]| name.starts_with(b"xmlns") || NAME_ATTRIBUTES.iter().any(|known| known.as_bytes() == name) || name == b"part";
    for (name, value) in tag.attributes().filter(|(name, value)| !value.is_empty() && !is_about_it(name)) {
        let mut text = Vec::new();
        push_decoded(value, &mut text);
        listener.value(&format!("{path}/{}", String::from_utf8_lossy(name)), &String::from_utf8_lossy(&text));
    }
}

/// The paths of a text: how often each is met, and the roles that values below it name.
#[derive(Default)]
struct Paths {
    met: HashMap<String, Path, FixedState>,
    /// Paths in the order they were met.
    order: Vec<String>,
}

#[derive(Default)]
struct Path {
    count: usize,
    roles: Vec<ColumnRole>,
    values: usize,
}

impl Listener for Paths {
    fn begin(&mut self, path: &str) {
        if let Some(known) = self.met.get_mut(path) {
            known.count += 1;
        } else if self.order.len() < PATH_LIMIT {
            self.order.push(path.to_owned());
            self.met.insert(path.to_owned(), Path { count: 1, ..Path::default() });
        }
    }

    fn value(&mut self, path: &str, text: &str) {
        let field = field_name(path, text);
        let header = field.map_or_else(|| header_of(path), str::to_owned);
        let role = header_word(&header).map(|(role, _)| role).filter(|role| *role != ColumnRole::Ignore);
        // The element that is a field is no record.
        let path = field.and_then(|_| path.rsplit_once('/')).map_or(path, |(field, _)| field);
        // A dictionary of Apple has the names and values of all its fields in it.
        let path = if path.ends_with("/dict") { &format!("{path}/") } else { path };
        let ends = path.match_indices('/').skip(1).map(|(end, _)| end);
        for end in ends {
            if let Some(above) = path.get(..end).and_then(|above| self.met.get_mut(above)) {
                above.values += 1;
                if let Some(role) = role.filter(|role| !above.roles.contains(role)) {
                    above.roles.push(role);
                }
            }
        }
    }

    fn end(&mut self, _: &str) -> Result<(), SourceError> {
        Ok(())
    }
}

impl Paths {
    /// The path of the element that is a record: of those that repeat and name nearly as much as the whole, the outermost; else the whole.
    fn record(&self) -> Option<String> {
        let known = |path: &String| self.met.get(path);
        let most = self.order.iter().filter_map(known).map(|path| path.roles.len()).max()?;
        let repeats = |path: &&String| known(path).is_some_and(|path| path.count > 1 && path.values > path.count);
        let names = |path: &&String| known(path).is_some_and(|path| path.roles.len() + 1 >= most && path.roles.len() >= most.min(2));
        let depth = |path: &&String| path.matches('/').count();
        let repeated = self.order.iter().filter(repeats).filter(names).min_by_key(depth);
        let whole = || {
            self.order.iter().filter(|path| known(path).is_some_and(|path| path.values > 0 && path.roles.len() == most)).max_by_key(depth)
        };
        repeated.or_else(whole).cloned()
    }
}

/// The records of a text.
struct Records {
    /// Path of the element that is one.
    record: String,
    depth: usize,
    builder: TableBuilder,
    /// Path and name of the field whose value comes next.
    field: Option<(String, String)>,
    /// Number of times each header was met in the record being read.
    taken: HashMap<String, usize, FixedState>,
}

impl Listener for Records {
    fn begin(&mut self, path: &str) {
        if path == self.record {
            self.taken.clear();
        }
    }

    fn value(&mut self, path: &str, text: &str) {
        let Some(inside) = path.strip_prefix(&self.record) else { return };
        if !inside.starts_with('/') && !inside.is_empty() {
            return;
        }
        if let Some(name) = field_name(path, text) {
            self.field = Some((path.rsplit_once('/').map_or("", |(field, _)| field).to_owned(), name.to_owned()));
            return;
        }
        let is_of_field = |(field, _): &(String, String)| path.strip_prefix(field.as_str()).is_some_and(|rest| has_end(rest, &VALUE_ENDS));
        let header = match self.field.take_if(|field| is_of_field(field)) {
            Some((_, name)) => name,
            None if inside.is_empty() => header_of(path),
            None => header_of(inside),
        };
        let times = self.taken.entry(header.clone()).or_default();
        *times += 1;
        if *times == 1 {
            self.builder.put(&header, text);
        } else {
            self.builder.put(&format!("{header} {times}"), text);
        }
    }

    fn end(&mut self, path: &str) -> Result<(), SourceError> {
        if path == self.record && path.matches('/').count() == self.depth { self.builder.end_record() } else { Ok(()) }
    }
}

/// The name of a field that an element holds: a known word in an element for names (`attrName`).
fn field_name<'t>(path: &str, text: &'t str) -> Option<&'t str> {
    (has_end(path, &NAME_ENDS) && path.matches('/').count() > 2 && header_word(text).is_some()).then_some(text)
}

/// True where the last part of a path ends in one of some words.
fn has_end(path: &str, ends: &[&str]) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    ends.iter().any(|end| last.ends_with(end))
}

/// The header a path stands for: its parts without the one that only says "value".
fn header_of(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| VALUE_ELEMENTS.contains(&last.to_ascii_lowercase().as_str())) {
        parts.pop();
    }
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    use super::*;

    fn table(text: &str) -> Table {
        at_once(async |pace| read(text, pace).await).unwrap()
    }

    #[test]
    fn the_element_that_repeats_and_names_a_lead_is_the_record() {
        for (text, headers, records) in [
            ("<leads><lead><Email>a@x</Email><City>b</City></lead><lead><Email>c@x</Email></lead></leads>", "Email City", 2),
            ("<lead id='7'><email>a@x</email><phone>1</phone><phone>2</phone></lead>", "email phone phone 2", 1),
            ("<rows><row Email='a@x' Phone='1'/><row Email='b@x' Phone='2'/></rows>", "Email Phone", 2),
            ("<r><row><field name='email'>a@x</field><field name='phone'>1</field></row></r>", "email phone", 1),
            (
                "<r><fields><field><name>email</name><type>x</type><value>a@x</value></field><field><name>phone</name><value>1</value></field></fields></r>",
                "field.type email phone",
                1,
            ),
            (
                "<adf><prospect><customer><contact><name part='first'>A</name><name part='last'>B</name><email>a@x</email></contact></customer>\
                 <vendor><contact><name part='full'>V</name></contact></vendor></prospect></adf>",
                "first name last name email",
                1,
            ),
            (
                "<f><e at='1'><d:p><d:Email>a@x</d:Email><d:Phone>1</d:Phone></d:p></e><e><p><Email>b@x</Email></p></e></f>",
                "at p.Email p.Phone",
                2,
            ),
        ] {
            let table = table(text);
            assert_eq!((table.headers.join(" ").as_str(), table.record_count()), (headers, records), "{text}");
        }
    }

    #[test]
    fn elements_are_found_in_other_text() {
        let element = "<lead><Email>a@x</Email><Company>b</Company></lead>";
        assert_eq!(
            found_in(&format!("10:11 in: {element}\n10:12 <ok> in: {element}")),
            Some(format!("<records>{element}{element}</records>"))
        );
        assert_eq!(found_in("see <b>Email</b> and <code>x</code>"), None);
    }

    #[test]
    fn xml_is_told_from_text_in_angle_brackets() {
        for (text, expected) in [
            ("<leads>\n<lead>", true),
            ("<lead id=\"1\"><email>", true),
            ("<email>a@x</email>", true),
            ("<Name>,Email", false),
            ("<ann@example.org>; <tom@example.org>", false),
            ("<3 this", false),
        ] {
            assert_eq!(is_likely(text), expected, "{text}");
        }
    }
}
