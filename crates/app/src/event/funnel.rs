//! What a person does about prospects and opportunities. Not here: what follows.

use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, Flow, How, Outcome, Purpose, Refusal, Stage, Step, SubChannel,
    Turn,
};
use jipan_rules::period::Month;
use jipan_rules::schema::CustomerType;
use jipan_rules::values::ids::{CustomerId, DealId, FactId, OrderId, PersonId};

/// An opportunity of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DealRef {
    /// The customer for whom it was opened.
    pub customer: CustomerId,
    /// The opportunity.
    pub deal: DealId,
}

/// A box of the quick entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuickField {
    /// 店铺名称
    Name,
    /// 联系电话
    Phone,
    /// The text by which a referrer is searched.
    Referrer,
    /// The day by which it is expected.
    Expect,
    /// For how much.
    Amount,
    /// What was said.
    Said,
}

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayRange {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub until: NaiveDate,
}

impl DayRange {
    /// A single day.
    pub const fn day(day: NaiveDate) -> Self {
        Self { from: day, until: day }
    }

    /// Whether a day is one of them.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.until
    }
}

/// Which part of the register is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RegisterPart {
    /// A day, row by row.
    #[default]
    Day,
    /// A month, day by day.
    Month,
}

/// Of which time an analysis is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FunnelSpan {
    /// This month so far.
    Month,
    /// This month and the two before.
    Quarter,
    /// This month and the eleven before.
    #[default]
    Year,
    /// All that is known.
    All,
}

impl FunnelSpan {
    /// All of them, the shortest first.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::All];
}

/// What of those that came by a channel is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChannelPart {
    /// All that were opened.
    Opened,
    /// Those that reached 意向.
    Intending,
    /// Those that were ever closed.
    Closed,
    /// Those that are out today.
    Out,
}

/// A number of the register or of the analysis: which opportunities it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FunnelMark {
    /// Those that went a way in some days; who went it twice is counted twice and listed once.
    Flow(DayRange, Flow),
    /// Those that were running at the end of a day.
    Running(NaiveDate),
    /// Those that were contacted in some days; who was contacted twice is counted twice and listed once.
    Contacted(DayRange),
    /// Those that entered a stage for the first time in a month; or of them only those that went on.
    Entered {
        /// The stage.
        stage: Stage,
        /// The month.
        month: Month,
        /// Whether only those that went on are meant.
        went_on: bool,
    },
    /// Those that were in a stage at the end of a day.
    InStage(NaiveDate, Stage),
    /// Those that were opened in some days and ever reached a stage; of the first one all of them, also those
    /// that were out on the day they were opened.
    Reached(DayRange, Stage),
    /// Those that were opened in some days by a channel, or by a part of it.
    By(DayRange, Channel, Option<SubChannel>, ChannelPart),
    /// Those opened in some days that were in a stage for so long, by the steps of lengths, from 0; who was
    /// there twice for so long is counted twice and listed once.
    Stayed(DayRange, Stage, u8),
    /// Those opened in some days that were recommended.
    Referred(DayRange),
    /// Those that a customer recommended.
    ReferredBy(CustomerId),
    /// Those that are running and that nobody reached for so many days or more, since they were opened.
    Unreached(u16),
    /// Those that were reached in some days by a way, as contacts are.
    ReachedBy(DayRange, How),
    /// Those that are of the base today.
    Kept,
}

/// A text that is written in a file or a closing list. What is typed is a draft until it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FunnelText {
    /// A remark on a customer.
    Remark(CustomerId),
    /// An answer to a remark.
    Answer {
        /// The customer for whom the remark was written.
        customer: CustomerId,
        /// The remark.
        of: FactId,
    },
    /// Why a point of a closing list is waived.
    Waive {
        /// Of which opportunity.
        deal: DealRef,
        /// The point.
        item: CloseItem,
    },
}

/// Whose opportunities are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Owners {
    /// Those of the person at this tablet.
    #[default]
    Mine,
    /// Those of everybody whose customers are here.
    All,
}

/// What a sheet is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DealSheetKind {
    /// A contact is noted.
    Contact(DealRef),
    /// Another date or amount is expected.
    Expect(DealRef),
    /// The next contact is put off.
    Snooze(DealRef),
    /// A new opportunity is opened.
    Open(CustomerId),
    /// An opportunity turns.
    Turn(DealRef, Turn),
    /// The lists around closing.
    Closing(DealRef),
    /// The customer is handed to a colleague.
    Hand(CustomerId),
    /// The channel, the referrer and the two flags are set right.
    Source(DealRef),
}

/// What was typed or chosen in the open sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetEdit {
    /// By which way.
    How(How),
    /// What for.
    Purpose(Purpose),
    /// What came of it; without a reason yet where one was refused.
    Outcome(SheetOutcome),
    /// Why one was refused.
    Refusal(Refusal),
    /// What was said.
    Text(String),
    /// The day on which it was, as typed or chosen.
    On(String),
    /// The day of the next contact, as typed.
    Next(String),
    /// The expected day, as typed or chosen.
    ExpectOn(String),
    /// The expected amount, as typed.
    Amount(String),
    /// Why.
    Why(String),
    /// Until when it rests.
    Until(String),
    /// The order that it became.
    Order(Option<OrderId>),
    /// To whom.
    Person(PersonId),
    /// By which channel.
    Channel(Channel),
    /// By which part of the channel.
    Sub(Option<SubChannel>),
    /// The text by which who recommended is searched.
    Search(String),
    /// Who recommended, or that nobody did.
    Referrer(Option<CustomerId>),
    /// Whether there is a will.
    Will(Option<bool>),
    /// Whether there is the ability.
    Ability(Option<bool>),
    /// Whether a step was made.
    Step(Step, bool),
}

/// How a contact ended, before a reason was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetOutcome {
    /// 聊上了
    Reached,
    /// 没接通
    NoAnswer,
    /// 被拒
    Refused,
}

impl SheetOutcome {
    /// Of what is kept.
    pub fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Reached => Self::Reached,
            Outcome::NoAnswer => Self::NoAnswer,
            Outcome::Refused(_) => Self::Refused,
        }
    }
}

/// What a person did about the funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FunnelEvent {
    /// Text was typed into the quick entry (settled, never while composing).
    QuickTyped {
        /// In which box.
        field: QuickField,
        /// All of it.
        text: String,
    },
    /// A channel was chosen.
    QuickChannel(Channel),
    /// A part of the channel was chosen, or none.
    QuickSub(Option<SubChannel>),
    /// Who recommended was chosen, or nobody.
    QuickReferrer(Option<CustomerId>),
    /// Whether there is a will.
    QuickWill(Option<bool>),
    /// Whether there is the ability.
    QuickAbility(Option<bool>),
    /// "Done" was pressed on the quick entry.
    QuickDone,
    /// The quick entry was given up.
    QuickDropped,
    /// A sheet was opened.
    SheetOpened(DealSheetKind),
    /// Something in it was typed or chosen.
    SheetEdited(SheetEdit),
    /// "Done" was pressed on it.
    SheetDone,
    /// It was put away; what was typed is kept.
    SheetClosed,
    /// What was typed and chosen in it is given up.
    SheetCleared,
    /// What was given up is put back.
    SheetRestored,
    /// A step was reached.
    StepStamped {
        /// Of which opportunity.
        deal: DealRef,
        /// The step.
        step: Step,
    },
    /// An opportunity is to turn: at once where nothing is asked for, else a sheet asks.
    Turned {
        /// Which.
        deal: DealRef,
        /// Where to.
        to: Turn,
    },
    /// A point of a closing list was done, waived or opened again.
    Checked {
        /// Of which opportunity.
        deal: DealRef,
        /// The point.
        item: CloseItem,
        /// What it is now.
        is: Checked,
    },
    /// A remark, an answer or a reason was typed (settled, never while composing).
    TextTyped {
        /// Which.
        of: FunnelText,
        /// All of it.
        text: String,
    },
    /// What was typed is said.
    TextSaid(FunnelText),
    /// Whether the remark that is being written asks for an answer.
    AskSet {
        /// On whom.
        customer: CustomerId,
        /// Whether it does.
        asks: bool,
    },
    /// Whose opportunities are shown.
    OwnersShown(Owners),
    /// Those that are out for this reason are shown beside the board, or none.
    OutsShown(Option<Turn>),
    /// Where a card can go was opened, or closed.
    CardToggled(Option<DealRef>),
    /// The visible part of a column moved.
    ColumnMoved {
        /// Which column.
        stage: Stage,
        /// Index of the first card.
        first: usize,
        /// How many fit.
        n: usize,
    },
    /// The yellow card of a customer is to be printed.
    CardPrinted(CustomerId),
    /// The type of the customer was chosen in the quick entry.
    QuickType(CustomerType),
    /// The quick entry that was given up last is put back.
    QuickRestored,
    /// Whom this customer recommended is to be entered.
    ReferralAsked(CustomerId),
    /// Another day of the register is looked at.
    RegisterDay(NaiveDate),
    /// The other part of the register is looked at.
    RegisterPart(RegisterPart),
    /// The register is to be printed as it is shown.
    RegisterPrinted,
    /// Of another time the analysis is looked at.
    SpanShown(FunnelSpan),
    /// The opportunities behind a number of another screen are shown in the analysis.
    MarkOpened(FunnelMark),
    /// The opportunities behind a number are shown, or not any more.
    MarkShown(Option<FunnelMark>),
    /// A card was dropped on a column.
    CardDropped {
        /// Which.
        deal: DealRef,
        /// The column.
        on: Stage,
    },
}
