# 客户列表及其周围。

customers-title = 客户
search-customers = 搜索客户
search-placeholder = 名称、首字母、电话、证号
search-clear = 清除搜索
customer-list = 客户列表
customers-count = 共 { $all } 家，显示 { $shown }
customers-closed-hidden = { $n } 家停业或注销未显示
customers-closed-shown = 含停业或注销
customers-show-closed = 显示
customers-hide-closed = 隐藏
customers-add = 添加客户
customers-import = 导入
customers-export = 导出
export-format = 导出格式
export-csv = CSV
export-xlsx = Excel
customers-exporting = 正在导出
customers-pick = 选一家客户，资料在这里打开
customers-missing = 没有这家客户
customers-missing-hint = 它可能在另一台设备上，或添加已被撤销。
customers-back = 返回列表
customers-none-found = 没有符合的客户
customers-none-found-hint = 换个写法，或去掉一些条件。

filter-open = 筛选
filter-open-n = 筛选（{ $n }）
filter-clear = 清除条件
filter-all = 全部
filter-results = 查看 { $n } 家
filter-state-heading = 资料情况
filter-incomplete = 资料不全
filter-incomplete-group = { $group }资料不全
filter-stale = 待确认
filter-unconfirmed = 从未确认
filter-differs = 与文件不同
filter-expiring = { $n } 天内到期
filter-expired = 证件过期
filter-closed = 含停业、注销
filter-deleted = 已删除
filter-value = { $field }：{ $value }
filter-none = 未填

sort-name = 排序
sort-by-name = 名称
sort-by-code = 客户代码
sort-by-completeness = 完整度
sort-by-changed = 最近修改
sort-by-expiry = 到期日
sort-by-district = 行政区域
sort-by-line = 送货线路
sort-ascending = 升序
sort-descending = 降序

row-complete = 完整 { $percent }%
row-stale = 待确认
row-expiring = { $n ->
    [0] 证件今天到期
   *[other] 证件 { $n } 天到期
}
row-expired = 证件过期 { $n } 天
row-deleted = 已删除
row-saving = 保存中
row-matched = { $field } { $text }

first-title = 从哪里开始？
first-hint = 所有资料只存在本机，没有网络也能用。
first-import-hint = CSV 或 TSV 文件，列名自动识别
first-add-hint = 先填店铺名称，其余以后补
first-sample = 载入示例数据
first-sample-hint = 一个县的 300 家示例店铺，可一键移除
export-file = 客户-{ $day }.csv
export-file-xlsx = 客户-{ $day }.xlsx
export-heading = { $field }({ $unit })

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
