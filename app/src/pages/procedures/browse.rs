//! Which procedures a selection holds.

use crate::lookup::Lookup;
use domain::catalogue::CatalogueRow;
use domain::search::Span;

/// Hits of a search that are worth browsing.
const HITS_MAX: usize = 200;

/// What the reader chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// The words typed.
    pub(super) query: String,
    /// Only what the commune handles.
    pub(super) commune_only: bool,
    /// Only this field, by its place in the list.
    pub(super) field: Option<u16>,
}

/// A row of the selection.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) row: CatalogueRow,
    pub(super) field: String,
    pub(super) spans: Vec<Span>,
    pub(super) via: Option<String>,
}

/// A field with the number of its procedures in the selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldCount {
    pub(super) place: u16,
    pub(super) name: String,
    pub(super) count: usize,
}

/// The selection and its fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Listing {
    pub(super) rows: Vec<Item>,
    pub(super) fields: Vec<FieldCount>,
    /// Even the best of the search is not close to what was asked.
    pub(super) far: bool,
}

/// Fills a selection: fields are counted before one is chosen, so that the
/// reader sees where else something is.
pub(super) fn browse(lookup: &Lookup, choice: &Choice) -> Listing {
    let (mut items, far) = if choice.query.trim().is_empty() {
        (everything(lookup), false)
    } else {
        found(lookup, &choice.query)
    };
    items.retain(|item| item.row.commune || !choice.commune_only);
    let fields = count_fields(lookup, &items);
    items.retain(|item| choice.field.is_none_or(|field| item.row.field == field));
    Listing {
        rows: items,
        fields,
        far,
    }
}

fn everything(lookup: &Lookup) -> Vec<Item> {
    let plain = |row: &CatalogueRow| Item {
        row: row.clone(),
        field: lookup.list().field_of(row).to_owned(),
        spans: Vec::new(),
        via: None,
    };
    let mut items: Vec<Item> = lookup.list().rows.iter().map(plain).collect();
    items.sort_by_key(|item| (!item.row.no_wait, !item.row.commune));
    items
}

/// The hits, and whether even the best of them is far from what was asked.
fn found(lookup: &Lookup, query: &str) -> (Vec<Item>, bool) {
    let hits = lookup.search(query, HITS_MAX);
    let far = hits.first().is_some_and(|best| !best.is_close());
    let items = hits.into_iter().filter_map(|hit| {
        let row = lookup.list().rows.get(hit.ordinal)?;
        Some(Item {
            row: row.clone(),
            field: lookup.list().field_of(row).to_owned(),
            spans: hit.spans,
            via: hit.via,
        })
    });
    (items.collect(), far)
}

fn count_fields(lookup: &Lookup, items: &[Item]) -> Vec<FieldCount> {
    let mut counts = vec![0_usize; lookup.list().fields.len()];
    for item in items {
        if let Some(count) = counts.get_mut(usize::from(item.row.field)) {
            *count += 1;
        }
    }
    let named = lookup.list().fields.iter().zip(counts).enumerate();
    let mut fields: Vec<FieldCount> = named
        .filter(|(_, (_, count))| *count > 0)
        .filter_map(|(place, (name, count))| {
            Some(FieldCount {
                place: u16::try_from(place).ok()?,
                name: name.clone(),
                count,
            })
        })
        .collect();
    fields.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    fields
}
