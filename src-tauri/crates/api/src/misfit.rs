//! Where a request does not fit, told by field and in plain words, never in the parser's.

use crate::error::ApiError;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Write as _;

/// More places than this are not searched; the message then names no field.
const MOST_PLACES: usize = 1000;

/// Reads a request.
///
/// # Errors
/// [`crate::error::ErrorCode::Invalid`] with the field that does not fit.
pub(crate) fn read<T: DeserializeOwned>(doing: &str, mut value: Value) -> Result<T, ApiError> {
    let Err(error) = T::deserialize(&value) else {
        return serde_json::from_value(value).map_err(|error| ApiError::internal(doing, &error.to_string()));
    };
    let said = error.to_string();
    let field = missing_field(&said).or_else(|| field_at_fault::<T>(&mut value, &said));
    let name = field.as_deref().unwrap_or("the request");
    let message = if said.starts_with("missing field") {
        format!("“{name}” is missing.")
    } else if said.starts_with("text ") {
        format!("“{name}” is too long: {said}.")
    } else if said.contains("is not a day") {
        format!("“{name}” is not a day like 2026-06-04.")
    } else {
        match &field {
            Some(name) => format!("“{name}” holds something that does not belong there."),
            None => "What was sent is not something that can be asked here.".to_owned(),
        }
    };
    let hint = "Correct it and send it again. What you typed is still on the screen.";
    Err(ApiError { field, ..ApiError::invalid(doing, &message, hint) })
}

fn missing_field(said: &str) -> Option<String> {
    let rest = said.strip_prefix("missing field `")?;
    rest.split('`').next().map(str::to_owned)
}

/// The parser tells what is wrong but, inside of a tagged choice, not where. Each place is taken
/// out in turn: the last one in reading order whose absence changes what the parser says is the
/// place at which it stopped.
fn field_at_fault<T: DeserializeOwned>(value: &mut Value, said: &str) -> Option<String> {
    let mut places = Vec::new();
    gather(value, &mut String::new(), &mut places);
    if places.len() > MOST_PLACES {
        return None;
    }
    let mut last = None;
    let mut tag = None;
    for place in &places {
        let Some(node) = value.pointer_mut(place) else { continue };
        let other = if node.is_null() { Value::Bool(true) } else { Value::Null };
        let kept = std::mem::replace(node, other);
        let changed = T::deserialize(&*value).map_or_else(|error| error.to_string() != said, |_| true);
        if let Some(node) = value.pointer_mut(place) {
            *node = kept;
        }
        if changed {
            // A tag is read before its neighbours, whatever its place in the alphabet.
            let is_tag = place.ends_with("/type") || place.ends_with("/show");
            *(if is_tag { &mut tag } else { &mut last }) = Some(place);
        }
    }
    // With the tag itself at fault, nothing beside it changes what the parser says.
    let place = match (last, tag) {
        (Some(last), Some(tag)) if tag.starts_with(&format!("{last}/")) => tag,
        (Some(last), _) => last,
        (None, tag) => tag?,
    };
    place.rsplit('/').find(|part| part.parse::<usize>().is_err()).map(unescaped).filter(|name| !name.is_empty())
}

/// Every place of a value as a JSON pointer, in reading order; the whole itself left out.
fn gather(value: &Value, path: &mut String, places: &mut Vec<String>) {
    if places.len() > MOST_PLACES {
        return;
    }
    let length = path.len();
    let mut step = |name: &str, inner: &Value, path: &mut String| {
        let _ = write!(path, "/{}", name.replace('~', "~0").replace('/', "~1"));
        places.push(path.clone());
        gather(inner, path, places);
        path.truncate(length);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, inner)| step(name, inner, path)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, inner)| step(&at.to_string(), inner, path)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~").chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{ConsoleCommand, Envelope};
    use serde_json::json;

    fn fault(command: Value) -> (Option<String>, String) {
        let envelope = json!({ "id": "00000000-0000-4000-8000-000000000001", "command": command });
        let error = read::<Envelope<ConsoleCommand>>("testing", envelope).expect_err("it does not fit");
        (error.field, error.message)
    }

    #[test]
    fn the_field_at_fault_is_named_even_inside_of_a_tagged_choice() {
        let long = "x".repeat(300);
        let job = json!({ "type": "answer_frame", "question": "job", "text": long });
        let said = "“text” is too long: text has 300 characters, the field takes 240.".to_owned();
        assert_eq!(fault(job), (Some("text".to_owned()), said));
        let question = json!({ "type": "answer_frame", "question": "weather", "text": "" });
        assert_eq!(fault(question).0.as_deref(), Some("question"));
        let missing = json!({ "type": "answer_frame", "question": "job" });
        assert_eq!(fault(missing), (Some("text".to_owned()), "“text” is missing.".to_owned()));
        assert_eq!(fault(json!({ "type": "sing" })).0.as_deref(), Some("type"));
        assert_eq!(fault(json!(7)).0.as_deref(), Some("command"));
        let seconds = json!({ "type": "reset_timer", "seconds": -1 });
        assert_eq!(fault(seconds).0.as_deref(), Some("seconds"));
    }
}
