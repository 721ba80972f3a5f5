# 程序自身的告警，发给运维人员

alarm-raised = Watchbell 告警：{ $instance } 需要处理
alarm-reminder = Watchbell 告警（提醒）：{ $instance } 仍需处理
alarm-over = Watchbell 告警解除：{ $instance } 已恢复正常
alarm-not-saving = 自 { $since } 起数据无法写入，客户的消息无法接收。请检查数据库：磁盘空间、锁、连接。
alarm-not-sending = 自 { $since } 起未能向任何聊天平台发出消息，呼叫在等待或改用其他联系方式。请检查各平台，/health 中列有详情。
alarm-engine-stopped = 工作线程“{ $worker }”自 { $since } 起未能工作，可能无法呼叫人员。请查看日志；如果 /health/live 返回 503，请重启该实例。
alarm-audit-missing = 自 { $since } 起无法检查呼叫是否按时发出。请检查数据库和日志。
alarm-work-overdue = 自 { $since } 起有任务逾期：{ $timers } 个事件的计时未触发，{ $pages } 条呼叫没有结果。请运行“watchbell doctor”。
alarm-lasted = 异常时间：{ $since } 至 { $until }。
alarm-next = 如未恢复，{ $minutes } 分钟后再次提醒。
