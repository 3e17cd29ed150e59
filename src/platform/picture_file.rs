//! Pictures as files. They go through addresses that hold them: the page's policy lets images come from nowhere else.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use super::clipboard;
use super::document::download;

/// Pixels of the file for each of the picture: sharp on paper and on slides.
const DENSITY: u32 = 2;
/// Edge of a canvas in px that every browser can still make.
const LONGEST: u32 = 16_000;

/// The address that holds an SVG file.
fn address(svg: &str) -> String {
    format!("data:image/svg+xml;charset=utf-8,{}", String::from(js_sys::encode_uri_component(svg)))
}

/// Saves an SVG file.
pub(crate) fn save_svg(svg: &str, name: &str) {
    download(&address(svg), name);
}

/// Saves an SVG as PNG, twice as large; `false` where the browser cannot draw it.
pub(crate) async fn save_png(svg: &str, name: &str) -> bool {
    match png(svg).await {
        Some(png) => {
            download(&png, name);
            true
        }
        None => false,
    }
}

/// The address that holds the PNG of an SVG.
async fn png(svg: &str) -> Option<String> {
    // What is too large to be drawn has an empty address.
    canvas(svg).await?.to_data_url().ok().filter(|address| address.starts_with("data:image/png;"))
}

/// Puts the PNG of an SVG on the clipboard; `false` where the browser cannot draw it or denies it. The clipboard is handed the promise of it at
/// once: some browsers let a page write only in the turn of the user's click.
pub(crate) async fn copy(svg: String) -> bool {
    let blob = future_to_promise(async move {
        let canvas = canvas(&svg).await.ok_or(JsValue::NULL)?;
        let drawn = Promise::new(&mut |resolve, reject| {
            if canvas.to_blob(&resolve).is_err() {
                let _ = reject.call0(&JsValue::NULL);
            }
        });
        JsFuture::from(drawn).await
    });
    clipboard::write_picture(&blob).await
}

/// The drawn SVG.
async fn canvas(svg: &str) -> Option<HtmlCanvasElement> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&address(svg));
    JsFuture::from(image.decode()).await.ok()?;
    let (width, height) = (image.natural_width(), image.natural_height());
    let density = if width.max(height) * DENSITY > LONGEST { 1 } else { DENSITY };
    let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    canvas.set_width(width * density);
    canvas.set_height(height * density);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height).ok()?;
    Some(canvas)
}
