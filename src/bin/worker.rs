//! The worker of the page; see `leadlens::worker`.

fn main() {
    leadlens::worker::start();
}
