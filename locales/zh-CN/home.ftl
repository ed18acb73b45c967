# 首页
home-title = 首页
home-total = { $n } 家客户
home-total-sub = 在营 { $n_open } 家，停业或注销 { $n_closed } 家
home-by-type = 按类型
home-by-state = 按状态
home-completeness = 资料完整度
home-completeness-sub = 每一类客户已填的比例；点开看还缺什么
home-complete-label = { $type } · { $group }：完整 { $percent }%，{ $n } 家不全
home-attention = 需要处理
home-stale = { $n } 家有资料该再确认
home-differing = { $n } 家的资料与上次导入的文件不同
home-birthdays = { $days } 天内有 { $n } 人过生日
home-unconfirmed = { $n } 家有资料从未确认
home-expired = { $n } 家证件已过期
home-expiring = { $n } 家证件 { $days } 天内到期
home-incomplete-all = { $n } 家资料不全
home-nothing = 没有要处理的。
home-percent = { $percent }%
home-overall = 总计
home-sample = 现在看到的是示例数据
home-state-none = 未填状态

birthdays-title = 生日
birthdays-back = 回到首页
birthdays-lead = 今后 { $days } 天有 { $n } 人过生日。停业、注销和已删除的客户不在其中。
birthdays-none = 今后 { $days } 天没有人过生日
birthdays-none-hint = 生日填在客户档案的个人信息里，公历、农历都可以。
birthdays-more = 后面还有 { $n } 人。
birthdays-day = { $n ->
    [0] 今天 · { $date }
    [1] 明天 · { $date }
   *[other] { $date } · 还有 { $n } 天
}

# 四问
home-answers = 四问
answer-whose = 商机按选的人算，档案按这里的全部客户算。
answer-ask-closed = 今天成交、保有了多少客户？
answer-ask-retail = 零售客户的档案都完整吗？
answer-ask-others = 工装和设计师客户的档案都完整吗？
answer-ask-contact = 多久联系一次，用什么方式？
answer-closed = 个商机今天成交
answer-kept = 个商机在基盘
answer-lacking = 家{ $type }客户的档案不全（共 { $all } 家）
answer-complete = 家{ $type }客户的档案都完整
answer-none = 还没有{ $type }客户
answer-lately = 近 { $days } 天聊上的商机：
answer-unreached = 个商机 { $days } 天没聊上
answer-how-often = 近 { $days } 天一共聊上 { $contacts } 次、{ $reached } 个商机；现在在跟 { $running } 个。
