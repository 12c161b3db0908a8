//! A person without a pointer: key presses through the driver, as the window gets them.

use serde_json::{Value, json};

use crate::session::Session;

/// Keys without a letter, as the WebDriver protocol writes them.
pub(crate) const TAB: &str = "\u{E004}";
pub(crate) const ENTER: &str = "\u{E007}";
pub(crate) const SHIFT: &str = "\u{E008}";
pub(crate) const CONTROL: &str = "\u{E009}";

/// More presses than any screen has controls.
const ENOUGH: usize = 250;

/// The keyboard of one session.
pub(crate) struct Keyboard<'a>(pub(crate) &'a Session);

impl Keyboard<'_> {
    /// Presses keys together, the last one while the others are held.
    pub(crate) fn press(&self, keys: &[&str]) {
        let down = keys.iter().map(|key| stroke("keyDown", key));
        let up = keys.iter().rev().map(|key| stroke("keyUp", key));
        self.perform(down.chain(up).collect());
    }

    /// Types a text into what has the focus.
    pub(crate) fn write(&self, text: &str) {
        let strokes = text.chars().map(String::from).flat_map(|key| [stroke("keyDown", &key), stroke("keyUp", &key)]);
        self.perform(strokes.collect());
    }

    /// Goes to a control with Tab, or with Shift and Tab when it lies before. The control is a
    /// script's value; one that no key reaches fails the test.
    pub(crate) fn reach(&self, control: &str) {
        self.0.wait_for(control, control);
        for _ in 0..ENOUGH {
            let place = self.0.run(&format!(
                "const wanted = {control}, now = document.activeElement;
                 if (now === wanted) return 'here';
                 if (now === null || now === document.body) return 'after';
                 return now.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? 'before' : 'after';"
            ));
            match place.as_str() {
                Some("here") => return,
                Some("before") => self.press(&[SHIFT, TAB]),
                _ => self.press(&[TAB]),
            }
        }
        panic!("Tab does not reach {control}");
    }

    /// Goes to a control and presses Enter.
    pub(crate) fn activate(&self, control: &str) {
        self.reach(control);
        self.press(&[ENTER]);
    }

    /// Goes to a field, types a text and confirms it.
    pub(crate) fn answer(&self, field: &str, text: &str) {
        self.reach(field);
        self.write(text);
        self.press(&[ENTER]);
    }

    /// Picks one radio button. The driver's keys carry no old key identifier, by which alone WebKit
    /// moves and ticks radio buttons, so this one control is clicked by the page; that keys reach
    /// it is shown in the browser's tests.
    pub(crate) fn pick(&self, radio: &str) {
        self.0.wait_for(radio, radio);
        self.0.run(&format!("{radio}.click();"));
        self.0.wait_for("the choice", &format!("{radio}.checked"));
    }

    /// Leaves a text field, so that single letters are keys again.
    pub(crate) fn rest(&self) {
        let typing = "document.activeElement.matches('textarea, select, input:not([type=radio]):not([type=checkbox])')";
        for _ in 0..20 {
            if self.0.run(&format!("return {typing};")) != json!(true) {
                return;
            }
            self.press(&[TAB]);
        }
    }

    fn perform(&self, strokes: Vec<Value>) {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.0.post("actions", &json!({ "actions": [keyboard] }));
    }
}

fn stroke(kind: &str, key: &str) -> Value {
    json!({ "type": kind, "value": key })
}

/// A text field by the beginning of its label.
pub(crate) fn field(label: &str) -> String {
    format!(
        "[...document.querySelectorAll('input, textarea')].find((one) => \
         (one.getAttribute('aria-label') ?? one.labels?.[0]?.innerText ?? '').trim().startsWith({}))",
        json!(label)
    )
}

/// A button by words in it.
pub(crate) fn button(words: &str) -> String {
    format!(
        "[...document.querySelectorAll('button')].find((one) => \
         ((one.getAttribute('aria-label') ?? '') + ' ' + one.innerText).includes({}) && !one.disabled)",
        json!(words)
    )
}

/// A radio button by words of its label.
pub(crate) fn radio(words: &str) -> String {
    format!(
        "[...document.querySelectorAll('input[type=radio]')].find((one) => \
         ((one.getAttribute('aria-label') ?? '') + ' ' + (one.labels?.[0]?.innerText ?? '')).includes({}))",
        json!(words)
    )
}
