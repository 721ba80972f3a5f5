//! A form as a person fills it in: below the command that shows it, one line `name: value` for each
//! field.

use serde_json::Value;

/// What is sent for a form that is shown: the id of each field and what is in it. Fields are named
/// by their id or by their label in either language; what stood there already stays.
pub(crate) fn filled(form: &Value, lines: &str) -> Result<Vec<(String, String)>, String> {
    let fields: Vec<&Value> = fields(form).collect();
    let mut written: Vec<(String, String)> =
        fields.iter().filter_map(|field| given(field)).collect();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (name, value) =
            line.split_once([':', '：']).ok_or_else(|| format!("no field is named in {line:?}"))?;
        let field = fields.iter().find(|field| is_named(field, name.trim()));
        let id = text(field.ok_or_else(|| format!("the form has no field {name:?}"))?, "custom_id");
        written.retain(|(known, _)| *known != id);
        written.push((id, value.trim().to_owned()));
    }
    let is_missing = |field: &&&Value| {
        let id = text(field, "custom_id");
        field["required"] == true
            && !written.iter().any(|(known, value)| *known == id && !value.is_empty())
    };
    match fields.iter().find(is_missing) {
        Some(field) => Err(format!("the form asks for {}", text(field, "label"))),
        None => Ok(written),
    }
}

fn fields(form: &Value) -> impl Iterator<Item = &Value> {
    let rows = form["components"].as_array().into_iter().flatten();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
}

fn given(field: &Value) -> Option<(String, String)> {
    Some((text(field, "custom_id"), field["value"].as_str()?.to_owned()))
}

fn is_named(field: &Value, name: &str) -> bool {
    field["custom_id"] == name || text(field, "label").split(" · ").any(|label| label == name)
}

fn text(object: &Value, field: &str) -> String {
    object[field].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form() -> Value {
        let field = |field: Value| json!({"type": 1, "components": [field]});
        json!({"custom_id": "form:open", "components": [
            field(json!({"custom_id": "title", "label": "标题 · title", "required": true})),
            field(json!({"custom_id": "level", "label": "级别 · level", "value": "L2"})),
        ]})
    }

    #[test]
    fn fields_are_named_by_their_label_and_keep_what_they_held() {
        let title = ("title".to_owned(), "支付失败".to_owned());
        let level = |level: &str| ("level".to_owned(), level.to_owned());
        assert_eq!(filled(&form(), "标题：支付失败"), Ok(vec![level("L2"), title.clone()]));
        assert_eq!(filled(&form(), "title: 支付失败\nlevel: L1"), Ok(vec![title, level("L1")]));
    }

    #[test]
    fn what_a_person_could_not_send_is_an_error() {
        let told = |lines| filled(&form(), lines).unwrap_err();
        assert_eq!(told(""), "the form asks for 标题 · title");
        assert_eq!(told("标题：支付失败\n颜色：红"), "the form has no field \"颜色\"");
        assert_eq!(told("支付失败"), "no field is named in \"支付失败\"");
    }
}
