//! A labelled box of a form that is read when the form is sent: what is typed belongs to the person until
//! then, whatever is drawn anew around it. Not here: what becomes of it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`TextBox`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TextBoxProps {
    /// What it asks for.
    pub label: AttrValue,
    /// Where it is read; see [`text_in`].
    pub node: NodeRef,
    /// What stands in it at first; when this changes, also later, unless somebody typed meanwhile.
    #[prop_or_default]
    pub text: AttrValue,
    /// Whether it cannot be changed now.
    #[prop_or_default]
    pub is_off: bool,
    /// Most characters.
    #[prop_or(40)]
    pub chars_max: u16,
    /// Whether it may stay blank.
    #[prop_or_default]
    pub is_optional: bool,
    /// What is typed into it, as HTML names it.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// Which keys are needed, as HTML names them.
    #[prop_or_default]
    pub keys: Option<AttrValue>,
    /// What is wrong with what was typed.
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// One box; it must be filled, if it is not optional.
#[component]
pub fn TextBox(props: &TextBoxProps) -> Html {
    let TextBoxProps { label, node, text, is_off, chars_max, is_optional, kind, keys, error } =
        props;
    // Bound as an attribute it would come back whenever something beside it is drawn anew.
    let last = use_mut_ref(AttrValue::default);
    {
        let node = node.clone();
        use_effect_with(text.clone(), move |text| {
            let last = last.replace(text.clone());
            if let Some(input) = node.cast::<HtmlInputElement>().filter(|it| *last == it.value()) {
                input.set_value(text);
            }
        });
    }
    html! {
        <label class="facet">
            <span class="facet__name">{ label }</span>
            <input class="reason__text" ref={node} type={kind} required={!is_optional} maxlength={chars_max.to_string()}
                disabled={*is_off} autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="next"
                inputmode={keys} aria-invalid={error.as_ref().map(|_| "true")} />
            if let Some(error) = error { <small class="text-box__error">{ error }</small> }
        </label>
    }
}

/// What stands in a box, without blanks around it.
pub fn text_in(node: &NodeRef) -> String {
    let text = node.cast::<HtmlInputElement>().map(|it| it.value()).unwrap_or_default();
    text.trim().to_owned()
}
