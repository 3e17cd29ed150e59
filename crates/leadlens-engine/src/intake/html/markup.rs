//! Tags and text of HTML, told apart as it comes.

/// Maximum bytes buffered of a tag: a picture in an attribute is megabytes long, and no span stands behind it.
const TAG_LIMIT: usize = 1 << 12;

/// Elements whose text is not shown, and which hold no other elements.
const UNSEEN: [&[u8]; 7] = [b"style", b"script", b"title", b"noframes", b"noembed", b"iframe", b"template"];

/// Receiver of the tags and texts of HTML.
pub(super) trait Sink {
    /// Text as it is written, perhaps cut anywhere.
    fn text(&mut self, bytes: &[u8]);
    /// A tag.
    fn tag(&mut self, tag: &Tag<'_>);
}

/// A tag as it is written, names in lower case.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// True for a tag that ends an element.
    pub(super) is_end: bool,
    inner: &'a [u8],
}

/// State of reading: the construct it stands in.
#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Text,
    /// In a tag, and perhaps in a quoted value of it.
    Tag { quote: Option<u8> },
    /// In a comment.
    Comment,
    /// In an element of [`UNSEEN`].
    Unseen(&'static [u8]),
    /// Behind a `<` in such an element, which may begin its end.
    UnseenEnd(&'static [u8]),
}

/// Tells tags and text apart.
#[derive(Debug, Default)]
pub(super) struct Markup {
    state: State,
    /// The tag being read, without its brackets.
    tag: Vec<u8>,
    /// The last two bytes of a tag that are no blanks, or of a comment.
    last: [u8; 2],
}

impl Markup {
    pub(super) fn push(&mut self, mut bytes: &[u8], sink: &mut impl Sink) {
        while !bytes.is_empty() {
            let taken = match self.state {
                State::Text => self.read_text(bytes, sink),
                State::Tag { quote: Some(quote) } => self.read_value(bytes, quote),
                State::Tag { quote: None } => self.read_tag(bytes, sink),
                State::Comment => self.read_comment(bytes),
                State::Unseen(name) => self.read_unseen(bytes, name),
                State::UnseenEnd(name) => self.read_unseen_end(bytes, name),
            };
            bytes = bytes.get(taken..).unwrap_or_default();
        }
    }

    fn read_text(&mut self, bytes: &[u8], sink: &mut impl Sink) -> usize {
        let at = memchr::memchr(b'<', bytes).unwrap_or(bytes.len());
        sink.text(bytes.get(..at).unwrap_or_default());
        if at < bytes.len() {
            self.begin_tag();
        }
        at + 1
    }

    fn begin_tag(&mut self) {
        self.tag.clear();
        self.last = [0; 2];
        self.state = State::Tag { quote: None };
    }

    /// Reads as far as the tag, or what stands before a quoted value of it, goes.
    fn read_tag(&mut self, bytes: &[u8], sink: &mut impl Sink) -> usize {
        let Some(&first) = bytes.first() else { return 0 };
        if self.tag.is_empty() && !(first.is_ascii_alphabetic() || matches!(first, b'/' | b'!' | b'?')) {
            sink.text(b"<");
            self.state = State::Text;
            return 0;
        }
        // A comment is told by the first three bytes.
        let is_open = self.tag.len() < 3 && matches!(self.tag.first().unwrap_or(&first), b'!');
        let at = if is_open && first != b'>' { 1 } else { memchr::memchr3(b'>', b'"', b'\'', bytes).unwrap_or(bytes.len()) };
        self.buffer(bytes.get(..at).unwrap_or_default());
        if self.tag == b"!--" {
            self.last = *b"--";
            self.state = State::Comment;
            return at;
        }
        match bytes.get(at) {
            _ if is_open && at == 1 => return at,
            Some(b'>') => self.end_tag(sink),
            Some(&quote) => self.meet_quote(quote),
            None => {}
        }
        at + 1
    }

    /// Only behind `=` a quote begins a value; everywhere else it is a letter.
    fn meet_quote(&mut self, quote: u8) {
        let is_value = self.last[1] == b'=' && self.tag.first().is_some_and(u8::is_ascii_alphabetic);
        self.buffer(&[quote]);
        self.state = State::Tag { quote: is_value.then_some(quote) };
    }

    fn read_value(&mut self, bytes: &[u8], quote: u8) -> usize {
        let end = memchr::memchr(quote, bytes).map_or(bytes.len(), |at| at + 1);
        if end > 0 && bytes.get(end - 1) == Some(&quote) {
            self.state = State::Tag { quote: None };
        }
        self.buffer(bytes.get(..end).unwrap_or_default());
        end
    }

    fn buffer(&mut self, bytes: &[u8]) {
        let remaining = TAG_LIMIT.saturating_sub(self.tag.len());
        self.tag.extend_from_slice(bytes.get(..remaining).unwrap_or(bytes));
        if let Some(&last) = bytes.iter().rfind(|byte| !byte.is_ascii_whitespace()) {
            self.last = [0, last];
        }
    }

    fn end_tag(&mut self, sink: &mut impl Sink) {
        self.state = State::Text;
        let name_end = self.tag.iter().skip(1).position(|&byte| byte.is_ascii_whitespace() || byte == b'/').map(|at| at + 1);
        let name_end = name_end.unwrap_or(self.tag.len());
        self.tag.get_mut(..name_end).unwrap_or_default().make_ascii_lowercase();
        let (is_end, inner) = self.tag.strip_prefix(b"/").map_or((false, self.tag.as_slice()), |inner| (true, inner));
        let tag = Tag { is_end, inner };
        if let Some(name) = UNSEEN.into_iter().find(|name| !is_end && tag.name() == *name) {
            self.state = State::Unseen(name);
        } else if inner.first().is_some_and(u8::is_ascii_alphabetic) {
            sink.tag(&tag);
        }
    }

    fn read_comment(&mut self, bytes: &[u8]) -> usize {
        let end = memchr::memchr(b'>', bytes);
        let before = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
        self.last = match before {
            [.., first, last] => [*first, *last],
            [last] => [self.last[1], *last],
            [] => self.last,
        };
        let Some(end) = end else { return bytes.len() };
        if self.last == *b"--" {
            self.state = State::Text;
        } else {
            self.last = [0, b'>'];
        }
        end + 1
    }

    fn read_unseen(&mut self, bytes: &[u8], name: &'static [u8]) -> usize {
        let Some(at) = memchr::memchr(b'<', bytes) else { return bytes.len() };
        self.begin_tag();
        self.state = State::UnseenEnd(name);
        at + 1
    }

    /// Compares what follows the `<`, letter by letter, with the end of the element.
    fn read_unseen_end(&mut self, bytes: &[u8], name: &'static [u8]) -> usize {
        let Some(&byte) = bytes.first() else { return 0 };
        let expected = std::iter::once(b'/').chain(name.iter().copied()).nth(self.tag.len());
        let is_end = expected.is_none() && (byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        if is_end {
            self.state = State::Tag { quote: None };
        } else if expected == Some(byte.to_ascii_lowercase()) {
            self.tag.push(byte);
            return 1;
        } else {
            self.state = State::Unseen(name);
        }
        0
    }
}

impl Tag<'_> {
    /// Its name.
    pub(super) fn name(&self) -> &[u8] {
        let end = self.inner.iter().position(|&byte| byte.is_ascii_whitespace() || byte == b'/');
        self.inner.get(..end.unwrap_or(self.inner.len())).unwrap_or_default()
    }

    /// The number an attribute holds; 1 where it holds none.
    pub(super) fn span(&self, name: &[u8]) -> u32 {
        let value = self.attribute(name).unwrap_or_default().trim_ascii_start();
        let digits = value.iter().take_while(|byte| byte.is_ascii_digit());
        let number = digits
            .fold(None, |sum: Option<u32>, digit| Some(sum.unwrap_or_default().saturating_mul(10).saturating_add(u32::from(digit - b'0'))));
        number.unwrap_or(1)
    }

    /// The value of an attribute; the first stands.
    pub(super) fn attribute(&self, name: &[u8]) -> Option<&[u8]> {
        let mut rest = self.inner.get(self.name().len()..)?;
        loop {
            let start = rest.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b'/')?;
            rest = rest.get(start..)?;
            let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'=');
            // A `=` in the first place belongs to the name.
            let length = rest.iter().skip(1).position(is_end).map_or(rest.len(), |at| at + 1);
            let (found, behind) = rest.split_at(length);
            rest = behind;
            let value = behind.trim_ascii_start().strip_prefix(b"=").map(<[u8]>::trim_ascii_start);
            if let Some(behind) = value {
                let (value, behind) = value_at(behind);
                rest = behind;
                if found.eq_ignore_ascii_case(name) {
                    return Some(value);
                }
            }
        }
    }
}

/// The value at the beginning, and what stands behind it.
fn value_at(text: &[u8]) -> (&[u8], &[u8]) {
    let quote = text.first().filter(|byte| matches!(byte, b'"' | b'\''));
    let inner = text.get(usize::from(quote.is_some())..).unwrap_or_default();
    let is_end = |byte: &u8| quote.map_or(byte.is_ascii_whitespace(), |quote| byte == quote);
    let end = inner.iter().position(is_end).unwrap_or(inner.len());
    let (value, behind) = inner.split_at(end);
    (value, behind.get(usize::from(quote.is_some())..).unwrap_or_default())
}
