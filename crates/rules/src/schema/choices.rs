//! The pick-lists of the schema. Codes are never reused.

use super::types::Choice;

const fn pick(
    code: u8,
    zh: &'static str,
    en: &'static str,
    aliases: &'static [&'static str],
) -> Choice {
    Choice { code, zh, en, aliases }
}

/// 客户类型. Source: S0.
pub(super) const TYPES: [Choice; 4] = [
    pick(1, "零售", "Retail", &["零售客户"]),
    pick(2, "工装", "Project", &["工装客户", "工程"]),
    pick(3, "设计师", "Designer", &[]),
    pick(4, "大客户", "Key account", &["KA", "关键客户", "重点客户", "核心客户", "VIP"]),
];

/// 客户状态. `OURS`; 停业 and 注销 are closed. Who shut up shop or lost the licence is 注销, like the
/// 关闭 of other lists; who pauses is 停业.
pub(super) const STATES: [Choice; 3] = [
    pick(
        1,
        "正常",
        "Open",
        &["营业", "营业中", "在营", "在业", "经营中", "正常营业", "正常经营", "active"],
    ),
    pick(2, "停业", "Suspended", &["停业中", "歇业", "歇业中", "休业", "暂停", "暂停营业"]),
    pick(
        3,
        "注销",
        "Cancelled",
        &[
            "已注销",
            "关闭",
            "已关闭",
            "闭店",
            "已闭店",
            "关店",
            "已关店",
            "吊销",
            "已吊销",
            "closed",
        ],
    ),
];

/// 结算方式. `OURS`
pub(super) const SETTLEMENTS: [Choice; 5] = [
    pick(1, "电子结算", "Electronic", &["网上结算", "移动支付"]),
    pick(2, "银行转账", "Bank transfer", &["转账", "银行代扣"]),
    pick(3, "现金", "Cash", &["现金结算", "货到付款"]),
    pick(4, "赊销", "On account", &["月结", "挂账"]),
    pick(5, "其他", "Other", &["其它"]),
];

/// 市场类型. Source: OUTSIDE (rulebook 1.16).
pub(super) const MARKETS: [Choice; 2] =
    [pick(1, "城镇", "Town", &["C", "城市", "城区"]), pick(2, "乡村", "Country", &["X", "农村"])];

/// 业态. Source: OUTSIDE (rulebook 1.16).
pub(super) const FORMATS: [Choice; 7] = [
    pick(1, "食杂店", "Grocery", &["Z", "食品店"]),
    pick(2, "便利店", "Convenience store", &["B"]),
    pick(3, "超市", "Supermarket", &["S", "超级市场"]),
    pick(4, "商场", "Department store", &["N", "百货"]),
    pick(5, "烟酒商店", "Tobacco and liquor shop", &["Y", "烟酒店", "烟酒专卖店"]),
    pick(6, "娱乐服务类", "Leisure and services", &["F", "娱乐服务", "服务类"]),
    pick(7, "其他", "Other", &["Q", "其它", "其他类"]),
];

/// 经营规模. Source: S1 §42 类; the digits OUTSIDE (rulebook 1.16).
pub(super) const SCALES: [Choice; 3] = [
    pick(1, "大", "Large", &["1", "大型"]),
    pick(2, "中", "Medium", &["2", "中型"]),
    pick(3, "小", "Small", &["3", "小型"]),
];

/// 销售结构: the average price at or above the area's, or below. `OURS` (rulebook 1.16)
pub(super) const STRUCTURES: [Choice; 2] = [pick(1, "高", "High", &[]), pick(2, "低", "Low", &[])];

/// 客户性质. `OURS`
pub(super) const NATURES: [Choice; 5] = [
    pick(1, "个体", "Sole trader", &["个体工商户", "个体户"]),
    pick(2, "私营", "Private company", &["私营企业", "民营"]),
    pick(3, "国有", "State-owned", &["国有企业", "国营"]),
    pick(4, "连锁", "Chain", &["连锁企业"]),
    pick(5, "其他", "Other", &["其它"]),
];

/// 出样形式. `OURS`
pub(super) const DISPLAYS: [Choice; 4] = [
    pick(1, "柜台", "Counter", &["柜台式"]),
    pick(2, "背柜", "Back cabinet", &["背柜式"]),
    pick(3, "开架", "Open shelf", &["开架式", "货架"]),
    pick(4, "无", "None", &[]),
];

/// 许可证类型. `OURS`
pub(super) const LICENCE_KINDS: [Choice; 3] = [
    pick(1, "零售", "Retail", &["烟草专卖零售许可证"]),
    pick(2, "批发", "Wholesale", &[]),
    pick(3, "临时", "Temporary", &[]),
];

/// 守法情况. `OURS`
pub(super) const COMPLIANCES: [Choice; 3] = [
    pick(1, "守法", "Compliant", &["无违规"]),
    pick(2, "轻微违规", "Minor breach", &["一般违规"]),
    pick(3, "严重违规", "Serious breach", &[]),
];

/// 诚信等级. Source: OUTSIDE (rulebook 1.16).
pub(super) const INTEGRITIES: [Choice; 4] = [
    pick(1, "A", "A", &["A级"]),
    pick(2, "B", "B", &["B级"]),
    pick(3, "C", "C", &["C级"]),
    pick(4, "W", "W", &["W级"]),
];

/// 经营状况. `OURS`
pub(super) const CONDITIONS: [Choice; 4] = [
    pick(1, "好", "Good", &["良好"]),
    pick(2, "一般", "Fair", &[]),
    pick(3, "差", "Poor", &["较差"]),
    pick(4, "停顿", "Standstill", &[]),
];

/// 配合情况. `OURS`
pub(super) const COOPERATIONS: [Choice; 3] = [
    pick(1, "积极", "Willing", &["好", "良好"]),
    pick(2, "一般", "Fair", &[]),
    pick(3, "不配合", "Unwilling", &["差"]),
];

/// 忠诚度. Source: S1 §分类检查维护机制; the steps `OURS`.
pub(super) const LOYALTIES: [Choice; 3] = [
    pick(1, "高", "High", &["忠诚", "强"]),
    pick(2, "一般", "Fair", &["中"]),
    pick(3, "低", "Low", &["不忠诚", "差"]),
];

/// 同意联系. Source: S3 §数据获取; the words `OURS`.
pub(super) const CONSENTS: [Choice; 2] = [
    pick(1, "同意", "Agreed", &["是", "已同意", "可以", "yes", "agree"]),
    pick(2, "不同意", "Refused", &["否", "拒绝", "不可以", "勿扰", "no", "refuse"]),
];

/// 品牌培育能力. Source: S1 §分类检查维护机制; the steps `OURS`.
pub(super) const BRAND_BUILDINGS: [Choice; 3] = [
    pick(1, "强", "Strong", &["高", "好"]),
    pick(2, "一般", "Fair", &["中"]),
    pick(3, "弱", "Weak", &["低", "差"]),
];

/// 信用度. Source: S1 §分类检查维护机制; the steps `OURS`.
pub(super) const CREDITS: [Choice; 3] = [
    pick(1, "好", "Good", &["高", "良好"]),
    pick(2, "一般", "Fair", &["中"]),
    pick(3, "差", "Poor", &["低"]),
];

/// 商圈环境. `OURS`
pub(super) const TRADE_AREAS: [Choice; 8] = [
    pick(1, "居民区", "Residential", &["社区"]),
    pick(2, "商业区", "Commercial", &["商业街"]),
    pick(3, "学校", "School", &["学校周边"]),
    pick(4, "交通枢纽", "Transport hub", &["车站"]),
    pick(5, "工业区", "Industrial", &["厂区"]),
    pick(6, "景区", "Tourist site", &["旅游区"]),
    pick(7, "村庄", "Village", &["农村"]),
    pick(8, "其他", "Other", &["其它"]),
];

/// Reasons for family care. Source: S1 §亲情服务.
pub(super) const CARE_REASONS: [Choice; 5] = [
    pick(1, "老", "Old age", &[]),
    pick(2, "弱", "Frailty", &[]),
    pick(3, "病", "Illness", &[]),
    pick(4, "残", "Disability", &[]),
    pick(5, "特", "Special hardship", &["特困"]),
];

/// 决策角色 in a buying. Source: S3 §组织结构; read for every contact `OURS`.
pub(super) const DECISION_ROLES: [Choice; 5] = [
    pick(1, "发起者", "Initiator", &["发起人"]),
    pick(2, "决策者", "Decider", &["决策人", "拍板人"]),
    pick(3, "设计者", "Designer", &["设计人"]),
    pick(4, "评估者", "Evaluator", &["评估人"]),
    pick(5, "使用者", "User", &["使用人"]),
];

/// Stage of a project. `OURS`
pub(super) const PROJECT_STAGES: [Choice; 6] = [
    pick(1, "规划", "Planning", &[]),
    pick(2, "设计", "Design", &[]),
    pick(3, "招标", "Tender", &[]),
    pick(4, "施工", "Construction", &[]),
    pick(5, "竣工", "Completed", &[]),
    pick(6, "暂停", "Paused", &[]),
];

/// 价类. Source: OUTSIDE (rulebook 1.16 §structure classes), as wholesalers list them.
pub(super) const PRICE_CLASSES: [Choice; 6] = [
    pick(1, "一类", "Class 1", &["一类烟", "1类", "Ⅰ类"]),
    pick(2, "二类", "Class 2", &["二类烟", "2类", "Ⅱ类"]),
    pick(3, "三类", "Class 3", &["三类烟", "3类", "Ⅲ类"]),
    pick(4, "四类", "Class 4", &["四类烟", "4类", "Ⅳ类"]),
    pick(5, "五类", "Class 5", &["五类烟", "5类", "Ⅴ类"]),
    pick(6, "其他", "Other", &["其它", "非烟"]),
];
