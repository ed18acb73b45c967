# 规则：名称、单位、错误，以及由此得出的档、级、服务

tier-name = { $tier ->
    [1] 一档
    [2] 二档
    [3] 三档
    [4] 四档
    [5] 五档
    [6] 六档
    [7] 七档
    [8] 八档
   *[other] { $tier } 档
}
grade-name = { $grade } 级
rule-tiers = 分档界限
rule-period = 计算周期
rule-scale = 规模比例
rule-grades = 分级表
rule-structure = 结构分界
rule-integrity = 诚信等级分数
rule-services = 服务级别
rule-class-services = 分类的服务级别
rule-review = 特殊订单
rule-class-check = 分类复核
rule-source-s1 = S1 客户分类管理
rule-source-s3 = S3 特殊订单
rule-source-outside = 行业通行做法
rule-source-ours = 本产品约定
rule-source-company = 本单位规定
rule-since = { $date } 起
rule-from-start = 最初的规则
rule-missing = 还没填
rule-too-many = 多了一项
rule-not-a-number = 不是数字，或小数位太多
rule-not-less = 要比上一档小
rule-sum-above = 合计不能超过 { $max }
slot-in = （{ $unit }）
slot-cases = 件/月
slot-percent = %
slot-level = 级
slot-points = 分
slot-times = 次
slot-days = 天
slot-hours = 小时
slot-yuan = 元
slot-minutes = 分钟
service-active = 主动服务
service-value = 增值服务
service-family = 亲情服务
service-extended = 延伸服务
service-none = 无
review-amount = 金额 { $amount } 元，超过 { $above } 元
review-incomplete = 信息不全，缺{ $lacking }
review-repeated = 重复下单，与同一客户的另一单相隔 { $apart }，在 { $minutes } 分钟以内
review-word-amount = 金额大
review-word-incomplete = 信息不全
review-word-repeated = 重复下单
lacking-phone = 联系电话
lacking-address = 经营地址
lacking-lines = 商品
why-tier = { $cases } → { $tier }：各档上限含本数。
why-tier-none = 这一期没有订单 → { $tier }。
why-cases = { $n } 件
why-cases-over = 略多于 { $n } 件
why-cases-under = 略少于 { $n } 件
why-tier-between = { $tier }：多于 { $above } 件，至 { $to } 件（含）；按整数精确比较，不先四舍五入。
why-tier-above = { $tier }：多于 { $above } 件；按整数精确比较，不先四舍五入。
why-tier-up-to = { $tier }：至 { $to } 件（含）；按整数精确比较，不先四舍五入。
why-input-average = 月均
why-input-months = 营业月数
why-months-open = { $n } 个月
why-input-packed = 数量（每件 { $pack } 单位）
why-input-rule = 规则
why-source-rule = 来源：{ $source }
why-scale = 在本机同业态有订单的 { $n } 家中，{ $above } 家进货更多 → { $scale }：前 { $large }% 为大，其后 { $medium }% 为中。
why-input-above = 进货更多的
why-input-equal = 进货相同的（含本店）
why-input-shops = 本机有订单的客户
why-scale-boundary = 按数量与金额两个份额的平均比较；并列的同在一档，取较大的一档。
why-grade-high = 在本机有订单的 { $n } 家中，进货量在第 { $band } 个五分之一，均价达到这些店总体的 { $line }% → { $grade }。
why-grade-low = 在本机有订单的 { $n } 家中，进货量在第 { $band } 个五分之一，均价不到这些店总体的 { $line }% → { $grade }。
why-input-price = 本店均价
why-input-area-price = 本机各店总体均价
why-input-price-before = 上次均价
why-no-average = —
why-grade-boundary = 第 1 个五分之一进货最多，并列的同在一组；均价是总金额除以总数量，刚好达到算达到，不先四舍五入。别的平板上客户不同，级别可能不同。
why-integrity = { $points } 分，处罚 { $penalties } 次 → { $grade }。
why-integrity-boundary = A { $a } 分起，B { $b } 分起，C { $c } 分起，其余为 W；处罚满 { $n } 次一律为 W。
why-service-over = 每 { $days } 天拜访一次，{ $tier }应为每 { $due } 天 → 过度。
why-service-fit = 每 { $days } 天拜访一次，正是{ $tier }应有的 → 相符。
why-service-under = 每 { $days } 天拜访一次，{ $tier }应为每 { $due } 天 → 不足。
why-service-unknown = 还没填拜访周期，{ $tier }应为每 { $due } 天。
why-input-answer = 答复时限
why-hours = { $n } 小时
why-service-class = {" "}{ $class } 类（按{ $tier }服务）
why-input-services = 服务项目
why-service-boundary = 按拜访周期与应有的天数比较，刚好相等为相符。
why-review = 特殊订单：{ $reasons }。
why-review-none = 没有特殊之处，不必审核。
why-review-boundary = 超过 { $above } 元才算，刚好不算；{ $minutes } 分钟以内算重复，刚好也算。
why-tier-same = 仍为{ $now }：月均由 { $from } 变为 { $to }。
why-tier-by-volume = 由{ $before }变为{ $now }：月均由 { $from } 变为 { $to }，界限不改也会变。
why-tier-by-rule = 由{ $before }变为{ $now }：界限改了，月均仍是 { $from } 也会变。
why-tier-by-either = 由{ $before }变为{ $now }：月均由 { $from } 变为 { $to }，界限也改了，任何一个都足以改变。
why-tier-by-both = 由{ $before }变为{ $now }：月均由 { $from } 变为 { $to }，界限也改了，两者合起来才改变。
why-input-before = 上次
why-input-now = 这次
why-change-boundary = 用上次的量按这次的界限、用这次的量按上次的界限各算一遍，看是哪一个引起的。
why-grade-same = 仍为 { $now }：{ $causes }。
why-grade-change = 由 { $before } 变为 { $now }：{ $causes }。
why-grade-by-band = 进货量由第 { $from } 个变为第 { $to } 个五分之一
why-grade-by-rise = 均价由线下升到线上
why-grade-by-fall = 均价由线上降到线下
why-grade-by-rule = 规则改了
why-grade-by-nothing = 进货量的位置、均价的高低和规则都没有变
why-bought-none = { $period } 没有订单。
why-bought-quantity = { $period } 的 { $n } 张订单，数量相加为 { $quantity }。
why-bought-amount = { $period } 的 { $n } 张订单，金额相加为 { $amount } 元。
why-bought-average = { $period }：{ $amount } 元 ÷ { $quantity } = { $average } 元。
why-period = { $from } 至 { $to }
why-period-month = { $month }
why-bought-boundary = 只算已下单和已送达的订单；退货减去，赠品金额为 0；均价是总金额除以总数量，最后只四舍五入一次，没有数量就没有均价。
why-input-orders = 订单数
rule-budget-start = 财年起始月
rule-budget-tax = 增值税
rule-budget-weights = 目标权重
rule-budget-approval = 费用审批
slot-parts = 份
slot-month = 月
slot-month-of-year = { $month } 月
slot-budget-start = 每个财年从哪个月开始
slot-budget-tax = 从金额里扣除的税率
slot-budget-trend = 同比增减计入多少
rules-n-nothing = 没有客户会换档、换级或改拜访日期
rules-budget-start-hint = 预算表的十二个月从这个月排起。写 1 到 12。
rules-budget-tax-hint = 写 0 表示收入和成本按含税金额看；写 13 表示先扣除 13% 的增值税再看。录入的金额不变。
rules-budget-weights-hint = 片区目标按“分档的份数 × 规模的百分比 × 同比增减”分到每家店。同比看最近 3 个整月和去年同期，最多算增减一半。
rules-budget-approval-hint = 写 0 表示每笔费用都要审批；否则只审批超过这个数的费用。
