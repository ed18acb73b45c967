//! The loop: an event goes into the model, its effects go to the shell, its view goes on the glass. The
//! one struct component. Not here: any decision, any use of the browser.

use jipan_app::view::{ScreenView, ViewModel};
use jipan_app::{Env, Event, Model};
use yew::prelude::{Callback, Component, Context, ContextProvider, Html, html};

use crate::hooks::{FileIntake, Sharing};
use crate::screens::frame::AppFrame;
use crate::shell::{Shell, env};

/// The app as the browser runs it.
pub(crate) struct App {
    model: Model,
    env: Env,
    shell: Shell,
    /// What is on the glass.
    view: ViewModel,
    on_event: Callback<Event>,
    intake: FileIntake,
    sharing: Sharing,
}

impl Component for App {
    type Message = Event;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let on_event = ctx.link().callback(|event| event);
        let env = env::fresh();
        let (shell, start) = Shell::start(&on_event, env.today);
        let mut model = Model::new(start);
        model.take_dirty();
        let view = model.view();
        let (intake, sharing) = (shell.intake(), shell.sharing());
        Self { model, env, shell, view, on_event, intake, sharing }
    }

    fn update(&mut self, _ctx: &Context<Self>, event: Event) -> bool {
        (self.env.now, self.env.today) = (env::now(), env::today());
        let slice = Shell::slice_of(&event);
        let effects = self.model.update(event, &mut self.env);
        self.shell.slice_ended(slice, &effects);
        for effect in effects {
            self.shell.run(effect);
        }
        let is_dirty = self.model.take_dirty();
        if is_dirty {
            self.view = self.model.view();
        }
        is_dirty
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        html! {
            <ContextProvider<FileIntake> context={self.intake.clone()}>
                <ContextProvider<Sharing> context={self.sharing.clone()}>
                    <AppFrame view={self.view.clone()} on_event={self.on_event.clone()} />
                </ContextProvider<Sharing>>
            </ContextProvider<FileIntake>>
        }
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _is_first: bool) {
        self.shell.shown(self.view.route, phase_of(&self.view.screen));
    }
}

/// The part of its life the app is in, as tests and stylesheets know it.
fn phase_of(screen: &ScreenView) -> &'static str {
    match screen {
        ScreenView::Opening { .. } => "opening",
        ScreenView::Broken(_) => "broken",
        ScreenView::Waiting(_) => "waiting",
        ScreenView::Home(_)
        | ScreenView::Customers(_)
        | ScreenView::Birthdays(_)
        | ScreenView::Today(_)
        | ScreenView::QuickAdd(_)
        | ScreenView::Board(_)
        | ScreenView::Register(_)
        | ScreenView::Analysis(_)
        | ScreenView::Entry(_)
        | ScreenView::Orders(_)
        | ScreenView::Products(_)
        | ScreenView::Duplicates(_)
        | ScreenView::Merge(_)
        | ScreenView::Import(_)
        | ScreenView::Differences(_)
        | ScreenView::Quality(_)
        | ScreenView::Budget(_)
        | ScreenView::Insights(_)
        | ScreenView::Rules(_)
        | ScreenView::Join(_)
        | ScreenView::Sync(_)
        | ScreenView::Team(_)
        | ScreenView::Settings(_)
        | ScreenView::NotFound => "ready",
    }
}
