//! Help on getting the file out of each system.

use leptos::prelude::*;

use crate::app::components::Dialog;
use crate::i18n::t;

/// The dialog that tells what to do in each system, one after another.
#[component]
pub fn Help(
    /// True while the dialog is shown.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the user wants it closed.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open=open id="help-title" title=t!(help.title) on_close=on_close>
            <dl class="help">{systems().into_iter().map(|(name, steps)| view! { <dt>{name}</dt><dd>{steps}</dd> }).collect_view()}</dl>
            <p class="muted">{t!(help.formats)}</p>
        </Dialog>
    }
}

fn systems() -> [(String, String); 9] {
    [
        (t!(help.azure_table), t!(help.azure_table_steps)),
        (t!(help.https), t!(help.https_steps)),
        (t!(help.dynamics), t!(help.dynamics_steps)),
        (t!(help.salesforce), t!(help.salesforce_steps)),
        (t!(help.marketo), t!(help.marketo_steps)),
        (t!(help.hubspot), t!(help.hubspot_steps)),
        (t!(help.partner_center), t!(help.partner_center_steps)),
        (t!(help.email), t!(help.email_steps)),
        (t!(help.table), t!(help.table_steps)),
    ]
}
