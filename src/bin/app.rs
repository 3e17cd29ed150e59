//! The page.

fn main() {
    leadlens::app::mount();
}
