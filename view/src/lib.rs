//! `view!` with the syntax of Leptos' own.
//!
//! Leptos makes a type of each kind of element and code for each attribute of it. Here an element is one type whatever its kind, and what is known
//! when the page is built (tag and plain attributes) is one text: the page has a good part less code.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use rstml::node::{KVAttributeValue, KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeBlock, NodeElement};
use syn::{Error, Expr, ExprLit, Lit, Macro, Result, Stmt};

/// Elements of SVG; what stands in an `<svg>` is one whatever its name.
const SVG: [&str; 15] =
    ["svg", "g", "defs", "pattern", "rect", "line", "path", "circle", "ellipse", "polyline", "polygon", "text", "tspan", "clipPath", "use"];

/// A view: elements, components, texts in quotes and Rust in braces.
///
/// `name=value` is an attribute, a value that changes is `live(…)`; `on:name`, `prop:name`, `node_ref` and `style=("--name", value)` are Leptos' own.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let nodes = match rstml::parse2(tokens.into()) {
        Ok(nodes) => nodes,
        Err(error) => return error.into_compile_error().into(),
    };
    several(&nodes, false).unwrap_or_else(Error::into_compile_error).into()
}

/// Nodes beside each other as one expression.
fn several(nodes: &[Node], in_svg: bool) -> Result<TokenStream> {
    if let [node] = nodes {
        return one(node, in_svg);
    }
    let nodes = nodes.iter().map(|node| one(node, in_svg)).collect::<Result<Vec<_>>>()?;
    Ok(quote! { crate::app::element::beside(::std::vec![#(crate::app::components::dynamic::any(#nodes)),*]) })
}

fn one(node: &Node, in_svg: bool) -> Result<TokenStream> {
    match node {
        Node::Element(node) if is_component(node) => component(node),
        Node::Element(node) => element(node, in_svg),
        Node::Block(block) => Ok(bare(block)),
        Node::Text(text) => Ok(text.value.to_token_stream()),
        other => Err(Error::new_spanned(other, "a view is made of elements, texts in quotes and Rust in braces")),
    }
}

/// What stands in braces, without them where it is a single expression. A closure is what changes.
fn bare(block: &NodeBlock) -> TokenStream {
    let NodeBlock::ValidBlock(valid) = block else { return block.to_token_stream() };
    match valid.stmts.as_slice() {
        [Stmt::Expr(value @ Expr::Closure(_), None)] => quote! { crate::app::components::dynamic::live(#value) },
        [Stmt::Expr(value, None)] => value.to_token_stream(),
        [Stmt::Macro(call)] if call.semi_token.is_none() => call.mac.to_token_stream(),
        _ => block.to_token_stream(),
    }
}

fn is_component(node: &NodeElement<rstml::Infallible>) -> bool {
    node.name().to_string().starts_with(char::is_uppercase)
}

/// An element and what stands in it.
fn element(node: &NodeElement<rstml::Infallible>, in_svg: bool) -> Result<TokenStream> {
    let tag = node.name().to_string();
    let in_svg = in_svg || SVG.contains(&tag.as_str());
    let mut markup = if in_svg { format!("svg:{tag}") } else { tag };
    let mut calls = TokenStream::new();
    for attribute in node.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new_spanned(attribute, "attributes are not spread"));
        };
        let name = attribute.key.to_string();
        match (plain(attribute), value(attribute)) {
            (Some(text), _) if !name.contains(':') => {
                for part in [name.as_str(), &text] {
                    markup.push('\0');
                    markup.push_str(part);
                }
            }
            (_, Some(value)) => calls.extend(call(&name, value)?),
            _ => return Err(Error::new_spanned(attribute, "an attribute with a value")),
        }
    }
    for child in &node.children {
        calls.extend(match child {
            Node::Text(text) => quote! { .text(#text) },
            child => {
                let child = one(child, in_svg)?;
                if let Some(key) = said(&child) {
                    quote! { .said(#key) }
                } else {
                    quote! { .child(#child) }
                }
            }
        });
    }
    Ok(quote! { crate::app::element::Element::new(#markup)#calls })
}

/// The value of an attribute that is known when the page is built.
fn plain(attribute: &KeyedAttribute) -> Option<String> {
    match &attribute.possible_value {
        KeyedAttributeValue::None => Some(String::new()),
        KeyedAttributeValue::Value(value) => match &value.value {
            KVAttributeValue::Expr(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => Some(text.value()),
            _ => None,
        },
        KeyedAttributeValue::Binding(_) => None,
    }
}

fn value(attribute: &KeyedAttribute) -> Option<&Expr> {
    match &attribute.possible_value {
        KeyedAttributeValue::Value(value) => match &value.value {
            KVAttributeValue::Expr(value) => Some(value),
            KVAttributeValue::InvalidBraced(_) => None,
        },
        _ => None,
    }
}

/// The key of a text that leaves nothing open: `say!(group.name)`. Half the texts of the page are such, and stand alone.
fn said(value: &impl ToTokens) -> Option<TokenStream> {
    let call: Macro = syn::parse2(value.to_token_stream()).ok()?;
    let tokens: Vec<TokenTree> = call.tokens.into_iter().collect();
    let is_key = |(place, token): (usize, &TokenTree)| match token {
        TokenTree::Ident(_) => place % 2 == 0,
        TokenTree::Punct(sign) => place % 2 == 1 && sign.as_char() == '.',
        _ => false,
    };
    let is_plain = call.path.is_ident("say") && tokens.iter().enumerate().all(is_key);
    let names = tokens.iter().step_by(2);
    is_plain.then(|| quote! { crate::i18n::texts::#(#names)::*::KEY })
}

/// What sets an attribute whose value is computed.
fn call(name: &str, value: &Expr) -> Result<TokenStream> {
    Ok(if let Some(event) = name.strip_prefix("on:") {
        let event = format_ident!("{event}");
        quote! { .on(::leptos::ev::#event, #value) }
    } else if let Some(name) = name.strip_prefix("prop:") {
        let name = format!(".{name}");
        quote! { .property(#name, #value) }
    } else if name == "node_ref" {
        quote! { .reference(#value) }
    } else if name == "style" {
        let Expr::Tuple(pair) = value else { return Err(Error::new_spanned(value, "a style is a name and a value")) };
        let pair = pair.elems.iter();
        quote! { .set(#(#pair),*) }
    } else if let Some(key) = said(value) {
        quote! { .set_said(#name, #key) }
    } else {
        quote! { .set(#name, #value) }
    })
}

/// A component with its props and what stands in it.
fn component(node: &NodeElement<rstml::Infallible>) -> Result<TokenStream> {
    let name = node.name();
    let mut calls = TokenStream::new();
    for attribute in node.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new_spanned(attribute, "props are not spread"));
        };
        let prop = &attribute.key;
        match value(attribute) {
            Some(value) => calls.extend(quote! { .#prop(#value) }),
            None => calls.extend(quote! { .#prop(#prop) }),
        }
    }
    if !node.children.is_empty() {
        let children = several(&node.children, false)?;
        calls.extend(quote! { .children(crate::app::components::dynamic::Content::new(move || #children)) });
    }
    Ok(quote! {
        ::leptos::component::component_view(&#name, ::leptos::component::component_props_builder(&#name)#calls.build())
    })
}
