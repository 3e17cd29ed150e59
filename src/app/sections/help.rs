//! Help on getting the file out of each system.

use leptos::prelude::*;

use crate::app::components::Dialog;
use crate::i18n::say;

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
        <Dialog open=open id="help-title" title=say!(help.title) on_close=on_close>
            <dl class="help">{systems().into_iter().map(|(name, way)| view! { <dt>{name}</dt><dd>{way}</dd> }).collect_view()}</dl>
            <p class="muted">{say!(help.formats)}</p>
        </Dialog>
    }
}

fn systems() -> [(String, String); 9] {
    [
        (say!(help.azure_table), say!(help.azure_table_way)),
        (say!(help.https), say!(help.https_way)),
        (say!(help.dynamics), say!(help.dynamics_way)),
        (say!(help.salesforce), say!(help.salesforce_way)),
        (say!(help.marketo), say!(help.marketo_way)),
        (say!(help.hubspot), say!(help.hubspot_way)),
        (say!(help.partner_center), say!(help.partner_center_way)),
        (say!(help.email), say!(help.email_way)),
        (say!(help.table), say!(help.table_way)),
    ]
}
