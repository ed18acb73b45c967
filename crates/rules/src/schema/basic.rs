//! 基础信息, with what belongs to 工装, 设计师 and 大客户 alone. Source: S1, S0, rulebook 1.18.

use super::choices;
use super::def::FieldDef;
use super::types::{CustomerTypes, FieldType, Group, Owner, Unit};

const fn basic(
    id: u16,
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    ty: FieldType,
) -> FieldDef {
    FieldDef::new(id, key, (zh, en), Group::Basic, ty)
}

const LINE: FieldType = FieldType::Text { chars_max: 60 };
const LONG: FieldType = FieldType::LongText { chars_max: 2_000 };

pub(super) const FIELDS: [FieldDef; 28] = [
    basic(2, "name", "店铺名称", "Shop name", LINE)
        .fixed()
        .watched()
        .required()
        .aliases(&[
            "店名",
            "客户名称",
            "商户名称",
            "名称",
            "企业字号",
            "字号",
            "企业名称",
            "单位名称",
            "公司名称",
            "零售户名称",
            "门店名称",
            "shop",
            "name",
            "customer",
            "customer name",
            "store name",
            "outlet",
            "outlet name",
            "business name",
            "company",
        ])
        .source("S1 §基础信息"),
    basic(1, "code", "客户代码", "Customer code", FieldType::Code)
        .fixed()
        .watched()
        .aliases(&[
            "客户编码",
            "客户编号",
            "代码",
            "编号",
            "商户编号",
            "零售户编码",
            "code",
            "customer id",
            "customer no",
            "customer number",
            "id",
        ])
        .source("S1 §静态信息"),
    basic(3, "licence", "许可证号", "Licence no.", FieldType::Licence)
        .types(CustomerTypes::RETAIL)
        .fixed()
        .watched()
        .owner(Owner::MonopolyInspector)
        .aliases(&[
            "专卖证号",
            "许可证号码",
            "专卖许可证号",
            "烟草专卖许可证号",
            "烟草专卖零售许可证号",
            "许可证",
            "许可证编号",
            "证号",
            "licence",
            "license",
            "licence no",
            "license no",
            "licence number",
            "license number",
        ])
        .source("S1 §基础信息; one field with 专卖证号 OURS"),
    basic(4, "legal_rep", "法人代表", "Legal representative", LINE)
        .fixed()
        .watched()
        .aliases(&["法人", "法定代表人", "负责人", "经营者", "owner", "legal rep"])
        .source("S1 §基础信息"),
    basic(5, "type", "客户类型", "Customer type", FieldType::Choice(&choices::TYPES))
        .fresh(365)
        .aliases(&["type", "客户类别"])
        .source("S0 §零售/工装/设计师/大客户"),
    basic(6, "status", "客户状态", "Status", FieldType::Choice(&choices::STATES))
        .fresh(90)
        .aliases(&["状态", "经营状态", "营业状态", "state", "customer status"])
        .source("S1 §动态信息"),
    basic(7, "scope", "经营范围", "Business scope", FieldType::Text { chars_max: 200 })
        .fixed()
        .aliases(&["主营", "主营业务", "business scope", "scope"])
        .source("S1 §静态信息"),
    basic(8, "settlement", "结算方式", "Settlement", FieldType::Choice(&choices::SETTLEMENTS))
        .watched()
        .fresh(180)
        .owner(Owner::Finance)
        .aliases(&["付款方式", "支付方式", "payment", "settlement method", "payment method"])
        .source("S1 §基础信息"),
    basic(9, "order_cycle", "订货周期", "Order cycle", FieldType::Integer { min: 1, max: 366 })
        .unit(Unit::Days)
        .fresh(180)
        .owner(Owner::PhoneClerk)
        .aliases(&["订货周期(天)", "订货间隔", "order interval"])
        .source("S1 §基础信息"),
    basic(
        10,
        "delivery_cycle",
        "送货周期",
        "Delivery cycle",
        FieldType::Integer { min: 1, max: 366 },
    )
    .unit(Unit::Days)
    .fresh(180)
    .owner(Owner::Deliverer)
    .aliases(&["送货周期(天)", "配送周期", "delivery interval"])
    .source("S1 §基础信息"),
    basic(11, "bank_account", "银行账号", "Bank account", FieldType::Text { chars_max: 40 })
        .restricted()
        .watched()
        .fresh(365)
        .owner(Owner::Finance)
        .aliases(&["账号", "银行卡号", "iban", "account number"])
        .source("S1 §动态信息"),
    basic(12, "opened", "开户日期", "Opened on", FieldType::Date)
        .aliases(&["建档日期", "入网日期", "开业日期", "opened", "since"])
        .source("OURS (1.18)"),
    basic(14, "project_name", "项目名称", "Project name", LINE)
        .types(CustomerTypes::PROJECT)
        .fixed()
        .aliases(&["工程名称", "project"])
        .source("OURS (1.18)"),
    basic(15, "site_address", "工地地址", "Site address", FieldType::Text { chars_max: 120 })
        .types(CustomerTypes::PROJECT)
        .watched()
        .fresh(90)
        .aliases(&["项目地址", "site"])
        .source("OURS (1.18)"),
    basic(
        16,
        "project_stage",
        "项目阶段",
        "Project stage",
        FieldType::Choice(&choices::PROJECT_STAGES),
    )
    .types(CustomerTypes::PROJECT)
    .fresh(30)
    .aliases(&["stage"])
    .source("OURS (1.18)"),
    basic(17, "expected_on", "预计日期", "Expected on", FieldType::Date)
        .types(CustomerTypes::PROJECT)
        .fresh(30)
        .aliases(&["预计成交日期", "expected date"])
        .source("OURS (1.18)"),
    basic(
        18,
        "project_area",
        "项目面积",
        "Project area",
        FieldType::Integer { min: 0, max: 10_000_000 },
    )
    .types(CustomerTypes::PROJECT)
    .unit(Unit::SquareMetres)
    .fresh(90)
    .aliases(&["工程面积"])
    .source("OURS (1.18)"),
    basic(19, "deciders", "决策人", "Decision makers", FieldType::Text { chars_max: 200 })
        .types(CustomerTypes::PROJECT)
        .fresh(90)
        .aliases(&["决策者"])
        .source("OURS (1.18)"),
    basic(20, "studio", "工作室", "Studio", LINE)
        .types(CustomerTypes::DESIGNER)
        .fixed()
        .aliases(&["设计公司", "设计机构"])
        .source("OURS (1.18)"),
    basic(
        21,
        "referral_terms",
        "转介绍条件",
        "Referral terms",
        FieldType::LongText { chars_max: 500 },
    )
    .types(CustomerTypes::DESIGNER)
    .watched()
    .fresh(180)
    .aliases(&["返点", "合作条件"])
    .source("OURS (1.18)"),
    basic(
        22,
        "projects_brought",
        "带来项目",
        "Projects brought",
        FieldType::Integer { min: 0, max: 100_000 },
    )
    .types(CustomerTypes::DESIGNER)
    .unit(Unit::Pieces)
    .fresh(180)
    .aliases(&["介绍项目数"])
    .source("OURS (1.18)"),
    basic(23, "ka_guide", "向导", "Guide", LINE)
        .types(CustomerTypes::KEY_ACCOUNT)
        .fresh(180)
        .aliases(&["KA向导"])
        .source("S3 §KA map"),
    basic(24, "ka_ally", "同盟者", "Ally", LINE)
        .types(CustomerTypes::KEY_ACCOUNT)
        .fresh(180)
        .aliases(&["KA同盟者"])
        .source("S3 §KA map"),
    basic(25, "ka_threat", "威胁者", "Threat", LINE)
        .types(CustomerTypes::KEY_ACCOUNT)
        .fresh(180)
        .aliases(&["KA威胁者"])
        .source("S3 §KA map"),
    basic(26, "family_care", "亲情服务户", "Family care", FieldType::YesNo)
        .types(CustomerTypes::RETAIL)
        .fresh(365)
        .aliases(&["亲情户"])
        .source("S1 §亲情服务"),
    basic(
        27,
        "family_care_reason",
        "亲情服务原因",
        "Reason for family care",
        FieldType::Choice(&choices::CARE_REASONS),
    )
    .types(CustomerTypes::RETAIL)
    .restricted()
    .fresh(365)
    .aliases(&["亲情原因"])
    .source("S1 §亲情服务; restricted OURS"),
    basic(
        28,
        "hardship_aid",
        "突发事件帮扶",
        "Hardship aid",
        FieldType::LongText { chars_max: 500 },
    )
    .types(CustomerTypes::RETAIL)
    .aliases(&["帮扶情况"])
    .source("S1 §亲情服务"),
    basic(13, "remark", "备注", "Remark", LONG)
        .aliases(&["说明", "remarks", "note", "notes", "comment"])
        .source("OURS (1.18)"),
];
