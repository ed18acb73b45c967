# 备份与恢复
backup-title = 备份
backup-file = 基盘备份-{ $time }.jipan
backup-lead = 一个文件，装着全部客户、历史和没填好的内容。请存到别处：电脑、网盘或另一台设备。
backup-nothing = 还没有要备份的资料。
backup-never = 从未备份：{ $n } 家客户只在这台设备上，设备丢了就没有了。
backup-last = 上次备份：{ $time }（{ $days ->
    [0] 今天
   *[other] { $days } 天前
}）。
backup-gap-none = 之后没有新的修改。
backup-gap = 之后有 { $changes } 项修改，涉及 { $n } 家客户，设备丢了就没有了。
backup-make = 备份
backup-making = 正在备份：{ $percent }%
backup-made = 已备份：{ $name }，{ $size }。请看浏览器的下载。
backup-made-locked = 已备份并加密：{ $name }，{ $size }。请看浏览器的下载。
backup-left-out = 有 { $n } 处存储已损坏，不在备份里。
backup-save-again = 再存一次
backup-failed = 没有备份成。{ $reason }
backup-passphrase = 口令
backup-passphrase-show = 显示口令
backup-passphrase-hint = 可以不填。填了，备份就加密，只有这个口令能打开；口令忘了，谁也找不回来。
restore-title = 恢复
restore-lead = 用一份备份替换这台设备上的全部资料。
restore-choose = 选择备份文件
restore-start = 恢复
restore-reading = 正在检查备份：{ $percent }%
restore-locked = 这份备份有口令。请填写，再点“恢复”。
restore-read = { $name } 完好：{ $time } 的备份，{ $n } 家客户。
restore-drop = 不恢复
restore-replacing = 正在恢复，请不要关闭页面。
restore-done = 已恢复，正在重新打开。
restore-failed = 没有恢复，这台设备上的资料没有变。{ $reason }
restore-ask = 替换这台设备上的资料？
restore-ask-here = 现在这里
restore-ask-file = 备份里
restore-ask-customers = { $n } 家客户
restore-ask-changed = 最近修改：{ $time }
restore-ask-made = 备份时间：{ $time }
restore-ask-gap = 这里有 { $n } 家客户的内容不在任何备份里。恢复不能撤销，这些内容就没有了。
restore-ask-final = 恢复不能撤销；这里现在的内容只能从备份找回。
restore-ask-backup = 先备份现在的
restore-ask-confirm = 替换并恢复

backup-error-not-a-backup = 这不是基盘的备份。请选择以 .jipan 结尾的文件。
backup-error-damaged = 备份文件已损坏或不完整。请重新复制这个文件，或换一份备份。
backup-error-passphrase-needed = 这份备份有口令。请填写，再试一次。
backup-error-wrong-passphrase = 口令不对。请检查大小写和输入法，再点“恢复”。
backup-error-newer = 资料来自更新的版本。请先联网更新应用，再试一次。
backup-error-full = 设备空间不够。请腾出空间，再试一次。
backup-error-unpacking = 这个浏览器解不开压缩的备份。请更新浏览器，再试一次。
backup-error-encryption = 这个网址不能加密和解密。请用 https 的网址打开。
backup-error-read-only = 此处只能查看。请到可以修改的窗口，或更新应用，再试一次。
backup-error-other = 请再试一次。（{ $detail }）

home-backup = { $n } 家客户的内容不在任何备份里
home-backup-never = 从未备份
home-backup-last = { $days ->
    [0] 今天备份过
   *[other] 上次备份在 { $days } 天前
}
storage-short-lived = 在这个浏览器里，7 天不打开，这里的资料会被清除。请先备份，装到桌面，再在那里恢复。
