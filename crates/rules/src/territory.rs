//! By what a company cuts its customers into territories. Not here: which territory a person has.

use serde::{Deserialize, Serialize};

use crate::schema::{FieldId, fields};

/// The field whose value says to which territory a customer belongs; a company picks once. OURS
///
/// ```
/// use jipan_rules::schema::fields;
/// use jipan_rules::territory::TerritoryKind;
/// assert_eq!(TerritoryKind::Line.field(), fields::LINE);
/// assert_eq!(TerritoryKind::District.field(), fields::DISTRICT);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerritoryKind {
    /// 送货线路: each delivery line belongs to one territory.
    Line,
    /// 行政区域: each district belongs to one territory.
    District,
}

impl TerritoryKind {
    /// The field that is read.
    pub fn field(self) -> FieldId {
        match self {
            Self::Line => fields::LINE,
            Self::District => fields::DISTRICT,
        }
    }
}
