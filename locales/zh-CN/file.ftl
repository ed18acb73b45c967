# 客户档案与新客户表单
file-region = 客户档案
file-licence = 许可证 { $licence }
file-call = 打电话
file-map = 看地图
file-more = 更多
file-undo = 撤销
file-delete = 删除客户
file-restore = 恢复客户
file-deleted = 这位客户已删除，资料都还在。
file-read-only = 现在只能查看，不能修改。

fact-class = 分类
fact-tier = 分档
fact-average-price = 均价
fact-completeness = 完整度
fact-visit-cycle = 拜访周期
fact-visit-due = 应 { $due } 天
fact-served-fit = 相符
fact-served-over = 过度，应 { $due } 天
fact-served-under = 不足，应 { $due } 天
fact-scale-by-orders = 按订单：{ $scale }
proposal = 按规则，{ $field }是“{ $value }”。
proposal-take = 改为{ $value }
fact-valid-to = 有效日期
fact-state = 状态
fact-type = 类型
fact-none = 未填
fact-days-left = 还有 { $n } 天
fact-days-past = 过期 { $n } 天
fact-ends-today = 今天到期

group-nav = 信息分组
group-heading = { $group }信息
group-count = { $filled }/{ $applicable }
group-count-label = 已填 { $filled }，共 { $applicable }

contacts-title = 店里的人
contact-add = 添加联系人
contact-main = 主要联系人
contact-label = 联系人 { $name }
contact-new = 新联系人
contact-unnamed = 未填姓名
contact-call = 打给{ $name }：{ $phone }
contact-make-main = 设为主要联系人
contact-remove = 移除联系人
birthday-next = { $n ->
    [0] { $birthday }，就是今天（{ $date }）
    [1] { $birthday }，就是明天（{ $date }）
   *[other] { $birthday }，下次 { $date }，还有 { $n } 天
}
birthday-last-day = { $birthday }（当月无此日，按月末）
birthday-plain-month = { $birthday }（当年无此闰月，按平月）

field-birthday-hint = 3月12日 或 八月十五
field-same-phone = 这个电话也是“{ $name }”的
field-same-phone-of = 这个电话也是“{ $name }”{ $contact }的
field-required = 必填
field-blank = 未填
field-confirmed-today = 今天已确认
field-confirmed-ago = 上次确认 { $n } 天前
field-never-confirmed = 从未确认
field-confirm = 仍然有效
field-stated = 导入文件于 { $date } 所载
field-generated = 系统生成
field-why = 怎么来的
field-why-fresh = 为什么要确认
field-why-expiry = 怎么算的
field-history = { $field }的历史
field-draft = 尚未保存
field-reason = 为什么改？
field-reason-skip = 不写
field-reason-corrected = 原来登记有误
field-reason-changed = 实际情况变了
field-reason-owner = 换了店主

history-title = 历史
history-close = 收起历史
history-empty = 还没有改过。
history-loading = 正在读取更早的记录…
history-who = 本机
history-current = 现在
history-blank = 空白
history-confirmed = 确认仍然有效
history-reason = 原因：{ $text }
history-arrow = 改为

timeline-title = 黄卡
timeline-count = { $n } 条
timeline-since = 自 { $date } · { $n } 条
timeline-empty = 还没有记录。从第一条开始。
timeline-loading = 正在读取更早的记录…
timeline-note = 写一条记录
timeline-note-hint = 写一条记录…
timeline-add = 添加
timeline-unsaved = 正在保存
timeline-created = 建立档案
timeline-set = { $field }：{ $value }
timeline-changed = { $field }：{ $was } → { $value }
timeline-cleared = { $field }：清空（原为 { $was }）
timeline-reason = { $field }的原因：{ $text }
timeline-confirmed = { $field }仍然有效
timeline-unconfirmed = { $field }的确认已收回
timeline-retracted = 已收回
timeline-deleted = 客户已删除
timeline-restored = 客户已恢复
timeline-stated = 文件中的{ $field }是 { $value }，未采用
timeline-merged = 已合并到“{ $name }”
timeline-unmerged = 合并已撤销
timeline-absorbed = “{ $name }”已合并进来
timeline-released = “{ $name }”的合并已撤销
timeline-distinct = 与“{ $name }”不是同一家
timeline-undistinct = “与‘{ $name }’不是同一家”已收回
timeline-contact = 联系人{ $contact } · { $text }
timeline-contact-out = 联系人{ $contact }已移除
timeline-contact-back = 联系人{ $contact }已恢复
timeline-conflict = { $field }：两个值不一致，待处理：“{ $value }”（当前）与“{ $lost }”
timeline-conflict-empty = 空
timeline-conflict-settled = 冲突已处理：{ $field }
timeline-conflict-open = 冲突待重新处理：{ $field }
timeline-more = 另有 { $n } 项
timeline-order-placed = 订单 { $number }：下单 ¥{ $amount }
timeline-order-in-review = 订单 { $number }：下单 ¥{ $amount }，待审核
timeline-order-reopened = 订单 { $number }：重新待审核
timeline-order-approved = 订单 { $number }：已下单
timeline-order-delivered = 订单 { $number }：已送达
timeline-order-rejected = 订单 { $number }：已退回
timeline-order-cancelled = 订单 { $number }：已取消
timeline-order-why = { $text }（{ $why }）
timeline-order-out = 订单 { $number } 已撤回
timeline-order-back = 订单 { $number } 已恢复
timeline-objects-class = 对特征分类有异议：“{ $text }”
timeline-objects-tier = 对分档有异议：“{ $text }”
timeline-objects-grade = 对分级有异议：“{ $text }”
timeline-objection-accepted = 异议已答复，客户认可：{ $text }
timeline-objection-corrected = 异议已答复，已更正：{ $text }
timeline-objection-upheld = 异议已答复，客户仍不认可：{ $text }
timeline-objection-open = 异议的答复已收回
timeline-objection-closed = 异议的答复已恢复
timeline-objection-out = 异议已收回
timeline-objection-in = 异议已恢复


similar-title = 可能是同一家店
similar-licence = 许可证号相同
similar-code = 客户代码相同
similar-phone = 电话相同
similar-name = 店名相近，地址相近

new-title = 新客户
new-hint = 写好店名就可以完成，其余以后补。
new-done = 完成
new-drop = 放弃
new-refused = 还不能完成：
new-missing = 请填写{ $field }
new-wrong = { $field }：{ $error }

fact-with-unit = { $value } { $unit }
