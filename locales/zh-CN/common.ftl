# 到处都用的词。

brand = 基盘
nav-main = 主导航
nav-home = 首页
nav-customers = 客户
nav-settings = 设置
skip-to-content = 跳到内容

action-close = 关闭
action-cancel = 取消
action-undo = 撤销
action-redo = 重做
action-dismiss = 知道了
action-update = 更新
action-reload = 重新载入
action-try-again = 重试

group-basic = 基础
group-network = 网络
group-management = 管理
group-operating = 经营
group-personal = 个人

language-chinese = 简体中文
language-english = English

status-name = 数据状态
status-saved = 全部已存在本机
status-saving = 正在保存 { $n } 项
status-failed = 未能保存，内容还在输入框里
status-other-tab = 已在另一个窗口打开，此处只能查看
status-read-only = 数据来自更新的版本，此处只能查看
status-offline = 离线
status-offline-ready = 可离线使用
status-saved-at = { $time } 保存
status-drafts = { $n } 项还没填好

undo-name = 可撤销的操作
undo-subject-many = { $n } 家客户
undo-add = 已添加：{ $subject }
undo-edit = 已修改：{ $subject }
undo-confirm = 已确认仍然有效：{ $subject }
undo-note = 已记下：{ $subject }
undo-retract = 已收回记录：{ $subject }
undo-delete = 已删除：{ $subject }
undo-restore = 已恢复：{ $subject }
undo-import = 已导入：{ $subject }
undo-sample = 已载入示例数据：{ $subject }
undo-sample-removed = 已移除示例数据：{ $subject }
undo-reason = 已注明原因：{ $subject }
undo-bulk-edit = 已批量修改：{ $subject }
undo-merge = 已合并：{ $subject }
undo-contact = 已修改联系人：{ $subject }
undo-decide = 已处理差异：{ $subject }
undo-judge = 已判定不是同一家：{ $subject }
undo-see-alert = 已看过提醒：{ $subject }
undo-undone = 已撤销：{ $subject }
undo-redone = 已重做：{ $subject }

did-add = 添加客户
did-edit = 修改
did-confirm = 确认仍然有效
did-note = 记录
did-retract = 收回记录
did-delete = 删除客户
did-restore = 恢复客户
did-import = 导入
did-sample = 载入示例数据
did-sample-removed = 移除示例数据
did-reason = 注明原因
did-bulk-edit = 批量修改
did-merge = 合并客户
did-contact = 修改联系人
did-decide = 处理差异
did-judge = 判定是否同一家
did-see-alert = 看过提醒
did-undo = 撤销
did-redo = 重做

notices-name = 提示
notice-damaged = 有 { $n } 处存储已损坏，已隔离：{ $rows }。其余数据照常使用。
notice-sheet-died = 文件处理中断，没有写入任何内容。请重新选择文件。
notice-undone-in-part = 已撤销，但有 { $n } 项后来又被修改，保留了新的内容。
notice-newer-layout = 这个窗口的版本比最近写入数据的版本旧，现在只能查看；已输入的内容都保留着。请重新载入后继续。
notice-book-replaced = 另一个窗口用别的资料（例如备份）替换了这里的资料。本窗口仍显示原来的内容，不再写入。请先导出需要的内容，再重新载入。
notice-import-cancelled = 已取消导入，没有写入任何内容。
notice-key-taken = 没有恢复：{ $field }现在属于「{ $name }」。请先改其中一家的{ $field }，再试一次。
update-ready = 新版本已就绪，不会丢失任何内容。

opening-title = 正在打开客户资料
opening-progress = 已打开 { $done } / { $total }
broken-title = 客户资料没有打开
broken-nothing-lost = 资料没有被删除。
not-found-title = 没有这个页面
not-found-hint = 地址可能写错了，或页面已不存在。
not-found-home = 回到首页
