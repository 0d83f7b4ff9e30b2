//! Words of the portal that are known, and room for those that are not.

use serde::{Deserialize, Serialize};

/// An enum that is written as the portal's word and keeps an unknown one.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A word that this version does not know, as it came.
            Unknown(String),
        }

        impl $name {
            /// The portal's word.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Unknown(word) => word,
                }
            }

            /// Whether this version knows the word.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $($word => Self::$variant,)+
                    _ => Self::Unknown(word),
                }
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }
    };
}

open_enum! {
    /// How a dossier is handed in.
    ChannelKind {
        /// On the portal.
        Online = "ONLINE",
        /// By the public post.
        Postal = "POSTAL",
        /// At the counter.
        Direct = "DIRECT",
    }
}

open_enum! {
    /// The unit of a time limit.
    TimeUnit {
        /// Working days.
        WorkingDay = "WORKING_DAY",
        /// Calendar days.
        Day = "DAY",
        /// Hours.
        Hour = "HOUR",
        /// Calendar months.
        Month = "MONTH",
        /// None of these: the limit is told in words or in the cases.
        Other = "OTHER",
    }
}

open_enum! {
    /// What is charged.
    FeeKind {
        /// Phí.
        Fee = "FEE",
        /// Lệ phí.
        ServiceFee = "SERVICE_FEE",
        /// Mức giá.
        PriceLevel = "PRICE_LEVEL",
    }
}

open_enum! {
    /// Who announced the procedure, and for whom.
    Level {
        /// A ministry, for the whole country.
        Standard = "STANDARD",
        /// One province.
        Specific = "SPECIFIC",
        /// Between state agencies.
        StandardInternal = "STANDARD_INTERNAL",
    }
}

open_enum! {
    /// Where the portal's entry stands.
    State {
        /// Published.
        Active = "ACTIVE",
        /// Published and amended since.
        Updated = "UPDATED",
    }
}

impl TimeUnit {
    /// The unit in words; nothing where the figure alone says nothing.
    pub fn in_words(&self) -> Option<&str> {
        match self {
            Self::WorkingDay => Some("ngày làm việc"),
            Self::Day => Some("ngày"),
            Self::Hour => Some("giờ"),
            Self::Month => Some("tháng"),
            Self::Other | Self::Unknown(_) => None,
        }
    }
}

impl ChannelKind {
    /// The channel as an officer would name it.
    pub fn in_words(&self) -> &str {
        match self {
            Self::Online => "Trực tuyến",
            Self::Postal => "Bưu chính công ích",
            Self::Direct => "Trực tiếp",
            Self::Unknown(word) => word,
        }
    }
}
