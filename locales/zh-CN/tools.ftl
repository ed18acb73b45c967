# 对整个列表做的事：选择、批量修改。

tools-more = 更多
tools-pick = 选择客户
pick-bar = 选择客户
pick-count = { $n ->
    [0] 点一下客户来选择
   *[other] 已选 { $n } 家
}
pick-all = 全选
pick-all-label = 全选列表所示的客户
pick-none = 不选
pick-done = 完成

bulk-title = 批量修改
bulk-shown = 列表所示的 { $n } 家客户
bulk-picked = 已选的 { $n } 家客户
bulk-field = 修改哪一项
bulk-field-none = 请选择
bulk-how = 怎么改
bulk-set = 改为
bulk-empty = 清空
bulk-value-of = { $field }改为
bulk-reason = 为什么改？
bulk-reason-hint = 一个原因记在每家客户的历史里
bulk-preview = 将会怎样
bulk-counting = 正在比较…
bulk-will-change = { $n } 家会改变
bulk-will-not = 没有客户会改变
bulk-filled = { $n } 家现在未填
bulk-replaced = { $n } 家现在是别的值
bulk-cleared = { $n } 家现在有值，会被清空
bulk-same = { $n } 家已经是这样，不变
bulk-without = { $n } 家{ $type }没有这一项，不变
bulk-contradicted = { $n } 家会与自己的另一个日期矛盾，不变
bulk-gone = { $n } 家已删除，不变
bulk-example = { $name }：{ $was } → { $value }
bulk-example-more = 另有 { $n } 家
bulk-do = 修改 { $n } 家
bulk-do-none = 修改
bulk-making = 正在修改：{ $done } / { $total }
bulk-saving = 正在写入，不能再取消；之后可以一次撤销。
bulk-undo-hint = 改完可以一次撤销。
bulk-missing-field = 先选要改的项。
bulk-missing-value = 再填要改成的值。
bulk-missing-change = 没有可改的。
bulk-missing-reason = 这一项很少变动，请写明原因。
bulk-missing-writer = 现在不能写入。
list-search = 搜索“{ $text }”

batch-edit = 批量修改：{ $field } → { $value }
batch-emptied = 批量清空：{ $field }
batch-edit-sum = 修改 { $n } 家
batch-edit-undo = 撤销{ $what }

saved-title = 常用筛选
saved-name = 给现在的条件起个名字
saved-keep = 存为常用
saved-rename = 给「{ $name }」改名
saved-rename-done = 改名
saved-delete = 删除常用筛选「{ $name }」
saved-newer = 由更新的版本保存，此处不能使用
saved-no-name = 请写一个名字。
saved-name-too-long = 名字最多 20 个字。
saved-name-taken = 已有「{ $name }」。换个名字，或用现在的条件替换它。
saved-replace = 替换
saved-too-many = 最多 20 个常用筛选。请先删除一个。

totals-title = 合计
totals-complete = 完整度 { $percent }%（{ $filled } / { $applicable } 项）
totals-incomplete = { $n } 家资料不全
totals-sum-and-mean = 合计 { $sum }，平均 { $mean }
totals-mean = 平均 { $mean }
totals-blank = { $n } 家未填
totals-by = 按此项计数
totals-more = 另有 { $n } 种，共 { $customers } 家
totals-without = 另有 { $n } 家没有这一项

print-title = 打印
print-do = 打印 { $n } 家
print-file = 打印档案
print-columns-hint = 选择表格的列，7 列起横向打印。
print-columns-full = 最多 12 列。去掉一列才能再加。
print-too-long = 一次最多打印 { $n } 家。请缩小范围，或导出为文件。
print-blank = 空白客户档案表
print-list-title = 客户列表
print-list-count = { $n } 家 · { $date }
print-picked = 逐家选出
print-number = 序号
print-sum = 合计 { $sum }
print-blank-title = 客户档案表
print-contact = 其他联系人
print-notes = 记录
print-notes-of = 记录 · 最近 { $n } 条，共 { $of } 条
print-signed = 填写人 ____________　日期 ____________　复核 ____________
print-on = 打印于 { $date }
print-cut = 有内容太长没有印全，请在应用中查看。
