# 分析：订单说明了什么

nav-insights = 分析
insights-title = 分析
insights-counting = 正在计算，已完成 { $percent }%
insights-period = 按 { $first } 至 { $last } 的订单
insights-period-month = 按 { $first } 的订单
insights-shops = 家零售客户
insights-n-shops = { $n } 家
insights-quantity = 订货量
insights-quantity-of = { $unit }订货量
insights-amount = 元订货金额
insights-no-orders = 家没有订货
insights-empty = 还没有订单
insights-empty-hint = 导入订单文件，或在客户档案里下单，这里就有分档、分类和分级。
insights-import = 导入订单
insights-tiers = 客户分档
insights-tiers-sub = 按月均订货量，各档上限含本数。
insights-tap = 点一行看客户。
insights-grades = 客户分级
insights-grades-sub = 规模和结构合成的十级，在本机有订单的客户中比较，没有订货的不分级；别的平板上客户不同，级别可能不同。
insights-classes = 客户分类
insights-classes-sub = 市场、业态、规模合成的 42 类，颜色越深客户越多。
insights-class = 市场 · 业态
insights-matrix = 规模与结构
insights-matrix-sub = 本机有订单的客户按订货量从大到小分五段；均价不低于其总体均价的为高。
insights-volume = 订货量
insights-band = 第 { $n } 段
insights-high = 均价高
insights-low = 均价低
insights-moves = 与上期相比
insights-moves-sub = 升档 { $up } 家，降档 { $down } 家。左边是上期，右边是本期。
insights-no-moves = 没有客户变档。
insights-from-to = 上期 → 本期
insights-move = { $from } → { $to }
tier-range = { $from }–{ $to } 件
tier-above = { $from } 件以上
tier-up-to = 不超过 { $to } 件
chart-table = 用表格看
chart-percent = { $n }%
rules-title = 规则

rules-lead = 每条规则从某一天起生效，以前的结果按当时的规则解释。
rules-read-only = 每条规则从某一天起生效。由管理员设定。
rules-change = 修改
rules-go-on = 继续修改
rules-reverting = 收回 { $date } 起的版本，改回此前的规则。
rules-next = { $date } 起改为：{ $values }
rules-versions = { $n } 个版本
rules-revert = 收回
rules-unreadable = 读不懂，不起作用
rules-from = 从哪天起
rules-day-wrong = 请选今天或以后的一天。
rules-preview = 预览
rules-previewing = 正在预览，已完成 { $percent }%
rules-stop = 停止预览
rules-set = 设定
rules-same = 与现有的规则相同。
rules-n-tier = { $n ->
    [0] 没有客户会变档
   *[other] { $n } 家会变档
}
rules-n-grade = { $n ->
    [0] 没有客户会变级
   *[other] { $n } 家会变级
}
rules-n-scale = { $n ->
    [0] 没有客户的订单规模会变
   *[other] { $n } 家的订单规模会变
}
rules-n-integrity = { $n ->
    [0] 没有客户按诚信分算的等级会变
   *[other] { $n } 家按诚信分算的等级会变
}
rules-n-visits = { $n ->
    [0] 没有客户的拜访周期会变
   *[other] { $n } 家的拜访周期会变
}
rules-n-answers = { $n } 家的答复时限会变
rules-n-services = { $n } 家的服务项目会变
rules-n-due = { $n ->
    [0] 没有客户会变为待复核
   *[other] { $n } 家会变为待复核
}
rules-n-not-due = { $n } 家不用再复核
rules-n-special = { $n ->
    [0] 没有订单会变为特殊订单
   *[other] { $n } 张会变为特殊订单
}
rules-n-not-special = { $n } 张不再是特殊订单
rules-of-customers = 共比较 { $n } 家
rules-of-points = 共比较有诚信分的 { $n } 家
rules-of-orders = 共比较上一期在平板上录入的 { $n } 张订单；导入的订单不审核
rules-n-levels = { $n ->
    [0] 没有商机会换级别
   *[other] { $n } 个商机会换级别
}
rules-n-due-days = { $n ->
    [0] 没有商机的下次联系日会变
   *[other] { $n } 个商机的下次联系日会变
}
rules-n-weights = { $n ->
    [0] 没有商机的预测权重会变
   *[other] { $n } 个商机的预测权重会变
}
rules-of-deals = 共比较 { $n } 个商机，按规则生效那天的情况
rules-deal-weight = { $percent }%
rules-due = 待复核
rules-not-due = 不用复核
rules-order-special = { $number }，{ $amount } 元：会是特殊订单
rules-order-plain = { $number }，{ $amount } 元：不再是特殊订单
rules-none = 无
rules-more = 还有 { $n } 条，再显示一些
rules-classes-none = 每家客户都按自己的分档服务。
rules-classes-rest = 其余各类按客户自己的分档服务。
rules-classes-hint = 为某一类选定一个档后，这一类的客户都按那一档的服务级别，不看自己的分档。
rules-services-hint = 服务项目写数字：1 主动，2 增值，3 亲情，4 延伸，例如 124；没有写 0。
rules-settings-lead = 分档界限、分级表、服务级别等，从某一天起生效。
slot-tier = { $tier }高于
slot-period = 看最近多久的订单
slot-structure = 均价不低于全区的
slot-integrity = { $grade } 级，分数从
slot-penalties = 处罚满多少次为 W
slot-visit = { $tier } · 拜访周期
slot-answer = { $tier } · 答复时限
slot-own-tier = 按自己的分档
slot-served-as = 按{ $tier }服务
slot-services = { $tier } · 服务项目
slot-review = 金额超过
slot-repeated = 算重复的间隔
slot-check = 隔多久复核
period-month = 一个月
period-quarter = 三个月
period-half-year = 半年
period-year = 一年
