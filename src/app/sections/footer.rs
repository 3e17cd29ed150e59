//! Language, theme, version, licences.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::{Choice, Switch};
use crate::app::theme::Theme;
use crate::i18n::{Locale, t};

/// Choices about the page itself, its version and licence.
#[component]
pub fn Footer(
    /// The theme.
    theme: RwSignal<Theme>,
    /// Called when the proof is requested.
    #[prop(into)]
    on_proof: Callback<()>,
    /// Called when the help on getting a file is requested.
    #[prop(into)]
    on_help: Callback<()>,
) -> impl IntoView {
    let actions = Actions::expect();
    let word = |theme| match theme {
        Theme::System => t!(footer.theme_system),
        Theme::Light => t!(footer.theme_light),
        Theme::Dark => t!(footer.theme_dark),
    };
    let themes = Theme::ALL.into_iter().map(|theme| Choice { value: theme.as_str(), label: word(theme) }).collect();
    let on_theme = move |name| theme.set(Theme::from_name(name).unwrap_or_default());
    let on_language = move |event: leptos::ev::Event| {
        if let Ok(locale) = event_target_value(&event).parse::<Locale>() {
            actions.set_language(locale);
        }
    };
    view! {
        <footer class="footer" aria-label=t!(footer.label)>
            <button type="button" class="link" on:click=move |_| on_proof.run(())>{t!(start.fact_private)}</button>
            <button type="button" class="link" on:click=move |_| on_help.run(())>{t!(help.title)}</button>
            <label class="footer__language">
                {t!(footer.language)}
                <select class="input" on:change=on_language><option value="en" lang="en">"English"</option></select>
            </label>
            <Switch name="theme" legend=t!(footer.theme) choices=themes chosen=Signal::derive(move || theme.get().as_str()) on_change=on_theme />
            <span class="footer__about">{t!(footer.version, version = env!("CARGO_PKG_VERSION"))}" · "{t!(footer.licence)}" · "<a class="link" href="licences.html" target="_blank" rel="noopener">{t!(footer.licences)}</a></span>
        </footer>
    }
}
