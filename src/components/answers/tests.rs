//! The four questions, read as words.

use jipan_app::event::Owners;
use jipan_app::view::Language;
use jipan_rules::NaiveDate;
use jipan_rules::funnel::How;
use jipan_rules::schema::CustomerType;

use super::*;
use crate::testing::words;

fn answers() -> HomeAnswers {
    HomeAnswers {
        today: NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
        owners: Owners::Mine,
        has_others: false,
        is_counting: false,
        n_closed: 2,
        n_kept: 41,
        files: [
            (CustomerType::Retail, 1_204, 312),
            (CustomerType::Project, 12, 0),
            (CustomerType::Designer, 8, 3),
        ],
        n_days: 30,
        days: DayRange {
            from: NaiveDate::from_ymd_opt(2026, 10, 28).unwrap(),
            until: NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
        },
        n_running: 96,
        n_unreached: 7,
        by_how: [(How::Phone, 80), (How::Visit, 31), (How::Chat, 0), (How::InShop, 4)],
        n_contacts: 143,
        n_reached: 92,
    }
}

async fn read(language: Language, answers: HomeAnswers) -> String {
    let view = Later::new(answers);
    words(language, move || html! { <Answers view={view.clone()} on_event={Callback::noop()} /> })
        .await
}

#[tokio::test(flavor = "current_thread")]
async fn each_question_is_answered_in_chinese() {
    insta::assert_snapshot!(read(Language::Chinese, answers()).await, @r#"
    今天成交、保有了多少客户？
    2
    个商机今天成交
    41
    个商机在基盘
    零售客户的档案都完整吗？
    312
    家零售客户的档案不全（共 1,204 家）
    工装和设计师客户的档案都完整吗？
    12
    家工装客户的档案都完整
    3
    家设计师客户的档案不全（共 8 家）
    多久联系一次，用什么方式？
    近 30 天聊上的商机：
    80
    电话
    31
    上门
    0
    微信
    4
    到店
    7
    个商机 30 天没聊上
    近 30 天一共聊上 143 次、92 个商机；现在在跟 96 个。
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn each_question_is_answered_in_english() {
    insta::assert_snapshot!(read(Language::English, answers()).await, @r#"
    How many were closed today, and how many are kept?
    2
    closed today
    41
    kept in the base
    Are the files of all retail customers complete?
    312
    of 1,204 retail files incomplete
    And those of project and designer customers?
    12
    project files, all complete
    3
    of 8 designer files incomplete
    How often are they contacted, and how?
    Opportunities reached in the last 30 days:
    80
    Phone
    31
    Visit
    0
    WeChat
    4
    In our shop
    7
    not reached for 30 days
    In the last 30 days: talks 143, opportunities reached 92; running now 96.
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn while_opportunities_are_counted_the_files_are_answered_already() {
    let said = read(Language::Chinese, HomeAnswers { is_counting: true, ..answers() }).await;
    assert!(said.contains("312") && said.contains("正在统计"), "{said}");
    assert!(!said.contains("143") && !said.contains("41"), "{said}");
}

#[tokio::test(flavor = "current_thread")]
async fn of_a_type_without_customers_no_number_is_said() {
    let mut none = answers();
    none.files[1] = (CustomerType::Project, 0, 0);
    none.files[2] = (CustomerType::Designer, 1, 1);
    let said = read(Language::Chinese, none.clone()).await;
    assert!(said.contains("还没有工装客户") && !said.contains("0\n家"), "{said}");
    let said = read(Language::English, none).await;
    assert!(said.contains("No project customers yet"), "{said}");
    assert!(said.contains("1\nof 1 designer file incomplete"), "{said}");
}

#[tokio::test(flavor = "current_thread")]
async fn in_a_company_it_is_said_whose_are_counted() {
    let said = read(Language::Chinese, HomeAnswers { has_others: true, ..answers() }).await;
    assert!(said.contains("我的\n全部\n") && said.contains("档案按这里的全部客户算"), "{said}");
    assert!(
        !read(Language::Chinese, answers()).await.contains("全部\n"),
        "alone there is no choice"
    );
}
