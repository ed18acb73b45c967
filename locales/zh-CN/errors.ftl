# 错误：哪里不对，怎么办。

list-separator = 、
sentence-separator = {""}
reason-separator = ；

value-too-long = 有 { $chars } 个字，最多 { $max } 个，请缩短
value-not-a-number = 不是整数，请只填数字，如 1200 或 1.2万
value-not-an-amount = 不是金额，请只填数字，如 12.50 或 1.2万
value-below-min = 不能小于 { $min }
value-above-max = 不能大于 { $max }
value-not-a-date = 不是日期，请写成 2026-11-22
value-not-a-birthday = 不是生日，请写成 3月12日、1985-03-12 或 农历八月十五
value-no-such-date = 没有这一天，请核对年月日
value-no-day = 只有年月，没有日，请写成 2026-11-22
value-no-end = 不是日期；没有期限的请留空，在备注里写明
value-several-phones = 有几个号码，这里只能放一个；其余的请填在「备用电话」或「第三个电话」
value-unknown-choice = 不在可选的范围内
value-unknown-choice-of = 不在可选的范围内，可填：{ $choices }
value-invalid-phone = 不是电话号码，请填 11 位手机号，或区号加座机号
value-invalid-licence = 不是许可证号，请填至多 32 个字母、数字或 - _ . /
value-invalid-code = 不是代码，请填至多 32 个字母、数字或 - _ . /

draft-required = { $field }不能为空
draft-in-force = 不能清空：以前的值会重新生效。请填新的值。
draft-key-taken = 「{ $name }」已用这个{ $field }，请核对

row-cell = { $heading }「{ $value }」{ $reason }
row-missing = { $field }为空，必须填写
row-valid-to-before-issued = 有效日期 { $to } 早于发证日期 { $issued }，请核对
row-valid-to-before-issued-of = { $to-field }「{ $to }」早于{ $issued-field }「{ $issued }」
row-repeated-key = { $field }「{ $value }」与第 { $record } 行重复
row-key-of-another = { $field }「{ $value }」属于另一家客户
row-too-few-cells = 只有 { $n } 列，应有 { $expected } 列
row-too-many-cells = 有 { $n } 列，应有 { $expected } 列
row-not-decodable = { $heading }有无法识别的字符
row-error-cell = { $heading }这一格是错误值 { $code }，请在表格里改好
row-digits-lost = { $heading }「{ $value }」存成了数字，后面的位数已丢失；请把这一列设为「文本」，重新填写
row-unknown-customer = 没有{ $field }为「{ $value }」的客户；请先导入或添加这家客户
row-unknown-product = 没有商品代码「{ $code }」；请先导入商品，或在文件里加上商品名称一列
row-line-of-order = 这张订单的第 { $record } 行未能导入；订单整张导入，请一起改好
row-order-differs = { $field }与这张订单的第 { $record } 行不同；一张订单只有一个客户、一个日期
row-signs-differ = 数量与金额的正负不一致，算不出单价；请填单价，或改正正负
row-too-much = 金额或单价大得不可能，请核对数量、单价和金额
row-too-many-lines = 这张订单有 { $n } 行，最多 { $max } 行
row-unclosed-quote = 引号没有成对，后面的内容连成了一格

sheet-empty = 文件是空的。
sheet-no-header = 第一行没有列名。请加上一行列名，如「店铺名称」。
sheet-too-large = 文件有 { $size }，最多 { $max }。请分成几个文件。
sheet-too-many-columns = 有 { $n } 列，最多 { $max } 列。请删去不用的列。
sheet-too-many-records = 超过 { $max } 行。请分成几个文件。
sheet-not-decodable = 第 { $record } 行的文字无法识别。请另存为 UTF-8 或 GB18030 编码。
sheet-workbook = 这是旧的或其他格式的工作簿（如 .xls、.xlsb、.ods）。请在 Excel 或 WPS 里另存为 .xlsx，再导入。
sheet-no-workbook = 这个压缩文件里没有 Excel 工作簿。如果是压缩包，请先解压，再选择里面的 .xlsx。
sheet-encrypted = 工作簿设了打开密码。请在 Excel 或 WPS 里去掉密码，另存后再导入。
sheet-damaged = 工作簿不完整或已损坏。请在 Excel 或 WPS 里打开并另存为 .xlsx，或重新获取文件，再导入。
sheet-unpacks-too-large = 工作簿解开后有 { $size }，最多 { $max }。请删去不用的行、列和工作表，另存后再导入。
sheet-too-many-cells = 工作表有内容的单元格超过 { $max } 个。请分成几个文件。
sheet-web-page = 这是网页，不是表格文件，只是取了表格的名字。请在 Excel 或 WPS 里打开，另存为 .xlsx，再导入。
sheet-not-written = 内容太多，一个文件放不下。请先筛选，分几次导出。
sheet-utf16 = 这是「Unicode 文本」。请另存为 UTF-8 编码的 CSV，再导入。
sheet-not-text = 这不是表格文件。请选择 XLSX、CSV 或 TSV 文件。
sheet-mapped-twice = 两列都对应「{ $field }」。请改掉一列。
sheet-no-file = 文件已关闭，请重新选择。
sheet-version = 应用已更新，请重新打开本页再试。

open-unavailable = 浏览器没有提供存储，可能是无痕模式，或存储被关闭。请换普通窗口打开。（{ $detail }）
open-blocked = 另一个窗口还开着旧版本。请关闭它，再重试。
open-newer-layout = 数据来自更新的版本（{ $found }，此处为 { $known }）。请联网更新应用。
open-unreadable = 浏览器读不出存储的数据。请重启浏览器再试，不要清除网站数据。（{ $detail }）

notice-setting-not-kept = 这项设置没有存到设备上：在这个窗口里有效，下次打开就没有了。请腾出空间，再设一次。
notice-press-again = 列表变了，刚才按的还没有做。需要的话请再按一次。
save-quota-exceeded = 没有保存：设备空间已满。请腾出空间，内容还在输入框里。
save-backing-store = 没有保存：浏览器写不了它的存储文件，多半是设备已满。请腾出空间，再重启浏览器；内容还在输入框里，可以先导出。
save-connection-closed = 没有保存：与存储的连接断开了。请重新打开应用，内容还在输入框里。
save-not-the-writer = 没有保存：应用已在另一个窗口打开。请到那里修改。
save-newer-layout = 没有保存：数据来自更新的版本。请联网更新应用。
save-other = 没有保存，内容还在输入框里。（{ $detail }）
