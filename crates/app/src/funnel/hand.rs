//! 转交: a customer goes into the hands of a colleague. Not here: where the endpoint moves it then.

use jipan_book::sorting::sort_by_key;
use jipan_book::{Action, Row};
use jipan_rules::funnel::Fact;
use jipan_rules::values::ids::{CustomerId, PersonId};

use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;
use crate::view::HandState;

impl Model {
    /// Whether a customer can be handed over.
    pub(crate) fn hand_state(&self, row: Row) -> HandState {
        let Some(it) = self.sync.membership.as_ref() else { return HandState::Alone };
        let is_other = |name: &str| name != it.me.name;
        let team = it.team.as_ref();
        let team = team.filter(|team| team.people.iter().any(|of| is_other(&of.name)));
        let Some(team) = team else { return HandState::Alone };
        // A line of a territory says whose the customer is, whoever it is handed to.
        let field = team.kind.field();
        let value = self.book.text(row, field);
        let is_of =
            |value| team.territories.iter().any(|it| it.values.iter().any(|of| of == value));
        if value.is_some_and(is_of) { HandState::ByField(field) } else { HandState::Free }
    }

    /// The colleagues who can have a customer, by name: all but who has it. Of people of one name, who are
    /// also the former selves of a tablet, the team names the person first.
    pub(crate) fn hand_people(&self, row: Row) -> Vec<(PersonId, String)> {
        let Some(it) = self.sync.membership.as_ref() else { return Vec::new() };
        let told = self.sync.team.reply.as_ref();
        let has_left = |id: PersonId| {
            told.is_some_and(|it| it.people.iter().any(|it| it.id == id && it.has_left))
        };
        let owner = self.book.owner(row).and_then(|id| it.name_of(id));
        let me = (it.me.person, it.me.name.as_str());
        let cards =
            it.team.iter().flat_map(|team| &team.people).map(|it| (it.id, it.name.as_str()));
        let mut people: Vec<(PersonId, String)> = Vec::new();
        let mut names = Vec::new();
        for (id, name) in core::iter::once(me).chain(cards) {
            if id.uuid().is_nil() || names.contains(&name) {
                continue;
            }
            names.push(name);
            if owner != Some(name) && !has_left(id) {
                people.push((id, name.to_owned()));
            }
        }
        sort_by_key(&mut people, |(_, name)| name.clone());
        people
    }

    /// Hands a customer over, if that is for a person to say.
    pub(super) fn hand_over(
        &mut self,
        customer: CustomerId,
        to: PersonId,
        env: &mut Env,
    ) -> Vec<Effect> {
        // One that was merged meanwhile goes with the customer that stands for it.
        let customer = self.book.survivor_of(customer);
        let Some(row) = self.book.row_of(customer) else { return Vec::new() };
        let is_free = self.hand_state(row) == HandState::Free;
        let can_have = self.hand_people(row).iter().any(|(id, _)| *id == to);
        if !is_free || !can_have {
            return Vec::new();
        }
        let said = (Action::HandOver, Fact::Hand { to });
        self.say_of_customer(customer, said, Vec::new(), env)
    }
}
