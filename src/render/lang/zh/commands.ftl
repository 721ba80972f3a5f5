# 命令的帮助

help-now-none = 本群没有未关闭的工单。您可以发送：
help-now-none-of-yours = 没有等您处理的呼叫，也没有未关闭的工单。您可以发送：
help-now = 未关闭：{ $line }
help-now-first = 未关闭（另有 { $others } 个）：{ $line }
help-now-step = { $example }：{ $summary }
help-now-more = 发送「帮助 全部」查看所有命令，「帮助 命令」查看一个命令的说明。
help-title = 您在这里可以使用的命令：{ $names }
help-line = { $usage }：{ $summary }
help-more = 发送「帮助 命令」查看说明和例子，例如：{ $example }。方括号内的部分可以省略：
help-detail =
    「{ $name }」：{ $summary }
    用法：{ $usage }
    也可以写作：{ $names }
    例：{ $example }
help-asks-always = 执行前会请您确认：回复确认码后才会生效，确认码两分钟内有效。
help-asks-when-lowering = 降低级别前会请您确认；提高级别立即生效。
help-number-left-out = 如果本群只有一个未关闭的工单，可以省略编号。
help-not-yours = 「{ $name }」由{ $roles }使用，因此您无法执行。如果需要办理，请联系他们，或发送：{ $example }

role-customer = 客户成员
role-customer-admin = 客户管理员
role-engineer = 值班工程师
role-tam = 客户经理
role-duty-manager = 值班主管
role-admin = 系统管理员

help-open = 报告故障或问题，从此刻开始计时
help-show = 查看工单的状态、负责人和时限
help-list = 列出本群的工单
help-say = 为工单补充信息
help-level = 申请调整工单的级别
help-escalate = 把工单上报给值班主管
help-confirm = 同意关闭已解决的工单，或同意建议的进展频率
help-reject = 表示问题仍未解决，继续处理；或不同意建议的进展频率
help-reopen = 重新打开已关闭的工单
help-plan = 查看支持计划、服务时间、级别和时限
help-why = 说明每个时限是怎样算出来的
help-lang = 设置本群使用的语言
help-help = 查看可用的命令
help-ack = 认领工单或呼叫，停止继续呼叫
help-assign = 指定工单的负责人
help-update = 向客户发布进展
help-note = 记录仅内部可见的备注
help-solve = 给出解决方案，请客户确认
help-every = 设定进展的更新频率；比计划更疏的要等客户同意
help-next = 设定下一次进展的时间；比计划更晚的要等客户同意
help-bridge = 设置会议链接，一级工单的每次进展都会带上它
help-page = 呼叫人员或团队
help-handoff = 把工单或呼叫交给他人，对方接受前负责人不变
help-oncall = 查看谁在值班、到何时为止
help-cover = 由您或指定人员顶替一段值班
help-board = 按时限先后查看未关闭的工单
help-close = 代客户关闭工单，必须写明原因
help-silence = 在限定时间内停止呼叫
help-mirror = 把工单的进展同步到内部群或该客户的其他群，或取消同步
help-user-link = 把另一个平台的账号绑定到同一个人
help-group-check = 检查本群的绑定、平台、机器人和人员
help-subscribe = 用邮件接收工单的进展
help-unsubscribe = 不再用邮件接收工单的进展
help-takeover = 接管客户的升级请求并负责答复
help-credit-show = 查看服务积分和合同有效期
help-credit-approve = 批准服务积分，合同随之延长
help-credit-refuse = 拒绝服务积分，必须写明原因
help-credit-reverse = 冲正已批准的服务积分，必须写明原因，客户会看到
help-wait = 请客户提供所需的信息，等待期间暂停处理
help-resume = 不再等待客户，继续处理
help-catchup = 了解目前的情况：问题、已做的尝试、参与人员和各项时限
help-transcript = 查看工单最近留存的发言，以及如何导出全部
help-express = 以极速工单报告问题，会使用一次极速次数
help-quota = 查看极速工单还剩几次、由谁使用、何时到期
help-contacts = 查看谁可以开单、使用极速工单、同意关闭；管理员可以决定
help-access = 授权或拒绝支持人员访问系统
help-regrade = 裁定工单的级别，写明原因，双方都会收到
help-downgrade-access = 因客户拒绝授权访问而降级，依据保留在时间线
help-dispatch = 派人前往客户现场，写明预计到达时间
help-arrived = 记录已到达客户现场
help-war-room = 同时呼叫该客户的专项应急小组

# 没有读懂的命令

unknown-verb-none = 没有「{ $typed }」这个命令，因此没有执行任何操作。发送「帮助」可查看命令；要报告故障，请发送「开单 标题」。
unknown-verb-one = 没有「{ $typed }」这个命令，因此没有执行任何操作。您是想用「{ $first }」吗？回复 1 查看说明，或发送「帮助」。
unknown-verb-several = 没有「{ $typed }」这个命令，因此没有执行任何操作。您可能想用：{ $numbered }。回复序号查看说明，或发送「帮助」。

unknown-verb-lines = 没有「{ $typed }」这个命令，因此没有执行任何操作。您是想发送下面这一行吗？回复序号即执行。
suggestion-line = { $number }　{ $line }
suggestion-explained = { $name }（查看说明）

please-send = 请按「{ $usage }」发送，例如：{ $example }

missing-title = 「{ $name }」后面缺少标题，值班人员需要据此判断由谁处理。
missing-text = 「{ $name }」后面缺少内容，没有可以记录的信息。
missing-severity = 「{ $name }」后面缺少级别，无法确定要调整到哪一级。
missing-person = 「{ $name }」后面缺少人员，无法确定由谁负责。
missing-page-target = 「{ $name }」后面缺少人员或团队，无法确定要呼叫谁。
missing-duration = 「{ $name }」后面缺少时长，无法确定多久更新一次。
missing-time = 「{ $name }」后面缺少时间，无法确定约定在何时。
missing-end = 「{ $name }」后面缺少结束时间，此类操作必须有期限。
missing-language = 「{ $name }」后面缺少语言，无法确定本群使用哪种语言。
missing-outcome = 「{ $name }」后面缺少结果，关闭时必须写明以何种结果结束。可选：{ $choices }。
missing-reason = 「{ $name }」后面缺少原因，代客户关闭必须留下依据。
missing-permission = 「{ $name }」后面缺少人员或权限，无法确定允许谁做什么。
missing-answer = 「{ $name }」后面缺少答复，无法确定是否授权。可选：{ $choices }。
missing-ruling = 「{ $name }」后面缺少原因，裁决会发给双方，必须写明依据。
missing-traveller = 「{ $name }」后面缺少人员，无法确定派谁前往。
missing-arrival = 「{ $name }」后面缺少预计到达的时间，客户需要据此安排接待。
missing-group = 「{ $name }」后面缺少群的编号或名称，无法确定同步到哪里。
missing-credit = 「{ $name }」后面缺少服务积分的编号，无法确定要决定哪一项。
missing-why = 「{ $name }」后面缺少原因，关于服务积分的决定必须留下依据。

unknown-severity-nowhere = 「{ $typed }」不是本群可用的级别，您的支持计划中没有这一级。
unknown-severity-channels = 「{ $typed }」不能在本群提交，您的支持计划规定由以下渠道受理：{ $channels }。请改用该渠道，或在本群选择其他级别。
unknown-severity-other-tier = 「{ $typed }」不能在本群提交，它不在您当前的服务等级之内。
offered-severities = 本群可用的级别：{ $levels }。请重新发送，例如：{ $example }
no-offered-severities = 本群没有可用的级别。请发送「支持计划」查看可用的渠道。

bad-incident = 「{ $typed }」不是工单编号，无法确定您指的是哪一个工单。编号写作 #128 或 INC-128。
bad-duration = 「{ $typed }」不是可用的时长，无法确定多久更新一次。时长写作 30m、1h 或 30分钟。
number-or-minutes = 「{ $typed }」是工单编号还是分钟数？请写成「{ $name } { $typed }m」或「{ $name } #{ $typed } 30m」。还没有执行。
bad-time = 「{ $typed }」不是可用的时间，无法确定是何时。时间写作 15:30、明天 9:00 或 2026-03-10 15:30。
bad-choice = 「{ $typed }」不在「{ $name }」的可选项之内，因此没有执行。可选：{ $choices }。
bad-credit = 「{ $typed }」不是服务积分的编号，无法确定您指的是哪一项，因此没有执行。编号写作 C-7，发送「服务积分」可查看。
bad-code = 「{ $typed }」不是确认码，因此没有确认任何事项。确认码是四位字母和数字，不含 0、O、1、I，请按原消息重新输入；要同意关闭工单，请写明编号，例如：{ $example }

choices-list = 未关闭、我的、全部
choices-lang = 中文、英文、双语
choices-close = 同意、转移、取消、变更、重复、超范围、撤回
choices-mirror = 添加、移除
choices-contacts = 允许、不允许；开单、加急、确认
choices-access = 授权、拒绝
