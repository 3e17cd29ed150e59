//! Customer details that stand as JSON in one cell (Azure Table's `CustomerInfo`).

use serde_json::Value;

use crate::intake::header::ColumnRole;

/// The details such a cell has, with their keys. The order is that of the side table's columns.
pub(super) const CUSTOMER_KEYS: [(ColumnRole, &str); 8] = [
    (ColumnRole::FirstName, "firstname"),
    (ColumnRole::LastName, "lastname"),
    (ColumnRole::FullName, "name"),
    (ColumnRole::Email, "email"),
    (ColumnRole::Phone, "phone"),
    (ColumnRole::Country, "country"),
    (ColumnRole::Company, "company"),
    (ColumnRole::JobTitle, "title"),
];

/// The column of a role in the side table.
#[inline]
pub(super) fn customer_column(role: ColumnRole) -> Option<usize> {
    CUSTOMER_KEYS.iter().position(|(known, _)| *known == role)
}

/// The details of one cell; `None` when it is no JSON object. Keys are found without regard to case.
pub(super) fn read_customer(cell: &str) -> Option<[String; CUSTOMER_KEYS.len()]> {
    let Value::Object(object) = serde_json::from_str(cell).ok()? else { return None };
    Some(CUSTOMER_KEYS.map(|(_, key)| {
        let value = object.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value);
        match value {
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
            _ => String::new(),
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_found_in_any_casing_and_broken_json_is_told() {
        let read = read_customer(r#"{"FIRSTNAME": " Ada ", "email": "ada@contoso.com", "Phone": 16175550142, "Title": null}"#).unwrap();
        assert_eq!(read, ["Ada", "", "", "ada@contoso.com", "16175550142", "", "", ""]);
        assert_eq!(read_customer("{\"FirstName\": "), None);
        assert_eq!(read_customer("\"Ada\""), None);
    }
}
