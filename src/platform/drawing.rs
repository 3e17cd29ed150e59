//! Pictures as elements of the page.

use wasm_bindgen::JsCast;

use leadlens_chart::Element;

/// The namespace of SVG elements.
const SVG: &str = "http://www.w3.org/2000/svg";

/// Puts these elements in place of what stands in an SVG element. Texts become text nodes.
pub(crate) fn draw(within: &web_sys::Element, elements: &[Element]) {
    within.set_text_content(None);
    append(within, elements);
}

fn append(within: &web_sys::Element, elements: &[Element]) {
    let Some(document) = within.owner_document() else { return };
    for element in elements {
        let Ok(made) = document.create_element_ns(Some(SVG), element.name) else { continue };
        for (name, value) in &element.attributes {
            let _ = made.set_attribute(name, value);
        }
        if element.children.is_empty() {
            if !element.text.is_empty() {
                made.set_text_content(Some(&element.text));
            }
        } else {
            append(&made, &element.children);
        }
        let _ = within.append_child(&made);
    }
}

/// The colour a custom property stands for in the theme in force, as CSS writes it.
pub(crate) fn colour(variable: &str) -> String {
    let found = || {
        let window = web_sys::window()?;
        let document = window.document()?;
        let probe = document.create_element("span").ok()?.dyn_into::<web_sys::HtmlElement>().ok()?;
        probe.style().set_property("color", &format!("var({variable})")).ok()?;
        let body = document.body()?;
        body.append_child(&probe).ok()?;
        let colour = window.get_computed_style(&probe).ok()??.get_property_value("color").ok();
        probe.remove();
        colour
    };
    found().unwrap_or_default()
}
