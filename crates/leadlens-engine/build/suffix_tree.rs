//! The rules of the Public Suffix List as a tree of labels, the last label first.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A label below its parent.
#[derive(Default)]
struct Label {
    /// True where the list has a rule that ends here.
    is_rule: bool,
    children: BTreeMap<String, Label>,
}

/// The rules of a list as text: `uk(ac,co,sch?(*))`. A label is a rule unless a `?` follows it; what stands below it is in brackets. Rules
/// of one label are left out: without a rule the last label is the suffix.
pub(crate) fn packed(list: &str) -> String {
    let mut root = Label::default();
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    for rule in lines.filter_map(|line| line.split_whitespace().next()).filter(|rule| rule.contains('.')) {
        let (mark, rule) = rule.strip_prefix('!').map_or(("", rule), |rule| ("!", rule));
        let mut label = &mut root;
        let mut labels = rule.split('.').collect::<Vec<_>>();
        let first = labels.first().map(|first| format!("{mark}{first}")).unwrap_or_default();
        for name in labels.drain(1..).rev() {
            label = label.children.entry(name.to_owned()).or_default();
        }
        label.children.entry(first).or_default().is_rule = true;
    }
    let mut text = String::new();
    write_children(&root, &mut text);
    text
}

fn write_children(label: &Label, text: &mut String) {
    for (at, (name, child)) in label.children.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let mark = if child.is_rule { "" } else { "?" };
        // Writing to a text cannot fail.
        let _ = write!(text, "{comma}{name}{mark}");
        if !child.children.is_empty() {
            text.push('(');
            write_children(child, text);
            text.push(')');
        }
    }
}
