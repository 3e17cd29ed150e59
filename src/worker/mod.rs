//! The worker: owns one workspace and answers the page.
