//! What can be read of a document with structural problems: without what is wrong, and with something harmless where something needed
//! is missing.

use serde_json::Value as Json;

use super::shape::Shape;
use crate::format::source::PathStep;

/// Takes a place out of a document.
pub fn take_out(document: &mut Json, path: &[PathStep]) {
    let Some((last, before)) = path.split_last() else {
        return;
    };
    let mut here = document;
    for step in before {
        let next = match step {
            PathStep::Key(key) => here.get_mut(key.as_str()),
            // A single table stands for a list of one.
            PathStep::Item(0) if here.is_object() => Some(here),
            PathStep::Item(item) => here.get_mut(*item),
        };
        let Some(next) = next else { return };
        here = next;
    }
    match (last, here) {
        (PathStep::Key(key), Json::Object(map)) => {
            map.remove(key);
        }
        // Not taken out but made nothing of: the items behind it keep their places.
        (PathStep::Item(item), Json::Array(list)) => {
            if let Some(value) = list.get_mut(*item) {
                *value = Json::Null;
            }
        }
        _ => {}
    }
}

/// Puts null where a field that there can be is left out.
pub fn complete(schema: &Json, document: &mut Json) {
    complete_in(Shape::of(schema, schema), document);
}

fn complete_in(shape: Shape<'_>, value: &mut Json) {
    match value {
        Json::Object(map) => {
            let Some(form) = shape.forms().into_iter().find(|f| f.is("object")) else {
                return;
            };
            let properties = form.here.get("properties").and_then(Json::as_object);
            let further = form.here.get("additionalProperties").filter(|a| a.is_object());
            for name in properties.into_iter().flat_map(|p| p.keys()) {
                map.entry(name.clone()).or_insert(Json::Null);
            }
            for (key, value) in map.iter_mut() {
                if let Some(sub) = properties.and_then(|p| p.get(key)).or(further) {
                    complete_in(form.sub(sub), value);
                }
            }
        }
        Json::Array(list) => {
            if let Some(items) = shape.forms().into_iter().find_map(|f| f.here.get("items")) {
                list.iter_mut().for_each(|v| complete_in(shape.sub(items), v));
            }
        }
        _ => {}
    }
}

/// Puts something harmless where something needed is missing.
pub fn fill_in(schema: &Json, document: &mut Json) {
    fill(Shape::of(schema, schema), document);
}

fn fill(shape: Shape<'_>, value: &mut Json) {
    match value {
        Json::Object(map) => {
            let Some(form) = shape.forms().into_iter().find(|f| f.is("object")) else {
                return;
            };
            let properties = form.here.get("properties").and_then(Json::as_object);
            let further = form.here.get("additionalProperties").filter(|a| a.is_object());
            for name in form.here.get("required").and_then(Json::as_array).into_iter().flatten() {
                if let Some(name) = name.as_str()
                    && !map.contains_key(name)
                    && let Some(sub) = properties.and_then(|p| p.get(name))
                {
                    map.insert(name.to_owned(), form.sub(sub).harmless());
                }
            }
            for (key, value) in map.iter_mut() {
                if let Some(sub) = properties.and_then(|p| p.get(key)).or(further) {
                    fill(form.sub(sub), value);
                }
            }
        }
        Json::Array(list) => {
            let Some(items) = shape.forms().into_iter().find_map(|f| f.here.get("items")) else {
                return;
            };
            list.retain(|v| !v.is_null());
            list.iter_mut().for_each(|v| fill(shape.sub(items), v));
        }
        _ => {}
    }
}
