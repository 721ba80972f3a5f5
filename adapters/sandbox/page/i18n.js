// The page's own words in both languages, and the few things it remembers.

const WORDS = {
  skip: ["跳到输入框", "Skip to the message box"],
  sandbox: ["沙盒", "Sandbox"],
  groups: ["群聊", "Groups"],
  live: ["实时连接", "Live"],
  reconnecting: ["正在重新连接", "Reconnecting"],
  offline: ["与沙盒的连接中断，正在重新连接…", "The connection to the sandbox is lost. Reconnecting…"],
  moveClock: ["拨动时钟", "Move the clock"],
  moving: ["正在拨动…", "Moving…"],
  moveTo: ["拨到…", "Move to…"],
  moveToTitle: ["把时钟拨到", "Move the clock to"],
  moveToZone: ["时间按此时区：", "Times are in "],
  moveAt: ["日期和时间", "Date and time"],
  moveNow: ["拨动", "Move"],
  moveBack: ["时钟只能往后拨：请选择一个比现在晚的时间。", "The clock only moves forward. Choose a later time."],
  moveWhen: ["请填写日期和时间。", "Enter a date and a time."],
  cancel: ["取消", "Cancel"],
  dismiss: ["关闭提示", "Dismiss"],
  loading: ["正在读取…", "Loading…"],
  plus10: ["+10 分钟", "+10 min"],
  plus60: ["+1 小时", "+1 h"],
  nextDue: ["到下一件 {time}", "Next due {time}"],
  nothingDue: ["暂无到期", "Nothing due"],
  clockManual: ["手动时钟", "Manual clock"],
  clockReal: ["真实时钟", "Real clock"],
  switchLanguage: ["Switch to English", "切换到中文"],
  otherLanguage: ["English", "中文"],
  shortcuts: ["键盘快捷键", "Keyboard shortcuts"],
  close: ["关闭", "Close"],
  messages: ["消息", "Messages"],
  members: ["{count} 位成员", "{count} members"],
  speakAs: ["身份", "Write as"],
  addressedTo: ["说给谁", "To"],
  toBot: ["对机器人说", "To bot"],
  toAll: ["仅聊天", "Chat"],
  suggestions: ["常用命令", "Suggested commands"],
  message: ["消息内容", "Message"],
  placeholderBot: ["对 @{bot} 说…", "Message @{bot}…"],
  placeholderAll: ["在群里说…", "Chat in the group…"],
  send: ["发送", "Send"],
  incidents: ["进行中的事件", "Open incidents"],
  phones: ["手机", "Phones"],
  choosePerson: ["选择谁的手机", "Choose a person's phone"],
  answerBot: ["回复机器人", "Reply to the bot"],
  answerHint: ["回复，例如 收到 5531", "Reply, e.g. ack 5531"],
  views: ["视图", "Views"],
  tabChat: ["群聊", "Chat"],
  tabIncidents: ["事件", "Incidents"],
  tabPhones: ["手机", "Phones"],
  earlier: ["更早的消息", "Earlier messages"],
  toEnd: ["最新消息", "Latest messages"],
  openHere: ["{count} 个事件", "{count} open"],
  openChat: ["打开群聊：{name}", "Open the chat: {name}"],
  openPhone: ["打开{name}的手机", "Open {name}'s phone"],
  openTimeline: ["打开 {label} 的时间线", "Open the timeline of {label}"],
  backToList: ["返回列表", "All open incidents"],
  timeline: ["时间线", "Timeline"],
  internal: ["内部", "internal"],
  isPaged: ["正在被呼叫", "being paged"],
  lastPaged: ["{time} 被呼叫 {label}", "Paged at {time} {label}"],
  emptyChat: ["这里还没有消息", "No messages here yet"],
  emptyChatHint: [
    "选一个身份，用下方的常用命令报一次故障试试。",
    "Choose a person and report a problem with a suggested command below.",
  ],
  emptyIncidents: ["没有进行中的事件", "No open incidents"],
  emptyIncidentsHint: [
    "在任意群里报障，倒计时会出现在这里。",
    "Report an incident in any group. Its countdowns appear here.",
  ],
  emptyPhone: ["还没有呼叫", "No pages yet"],
  emptyPhoneHint: ["值班时，呼叫会出现在这里。", "Pages appear here while the person is on call."],
  firstResponse: ["首次响应", "First response"],
  nextUpdate: ["下次进展", "Next update"],
  left: ["{time}", "{time}"],
  dueNow: ["现在到期", "Due now"],
  late: ["已超时 {time}", "{time} overdue"],
  metLate: ["{time} 响应，已超时", "Responded {time}, late"],
  met: ["{time} 已响应", "Responded {time}"],
  dueAt: ["{time} 到期", "due {time}"],
  owner: ["负责人", "Owner"],
  paged: ["已呼叫", "Paged"],
  nobody: ["待认领", "No owner yet"],
  pressed: ["{name} 按下「{label}」", "{name} pressed “{label}”"],
  edited: ["已更新", "updated"],
  onlyYou: ["仅您可见", "only you"],
  unread: ["{count} 条未读", "{count} unread"],
  said: ["{name}：{text}", "{name}: {text}"],
  pageFor: ["{name} 被呼叫：{text}", "Page for {name}: {text}"],
  keyComposer: ["到输入框", "Go to the message box"],
  keyGroups: ["切换群", "Switch group"],
  keyIncidents: ["到事件", "Go to the incidents"],
  keyPhones: ["到手机", "Go to the phones"],
  keyWho: ["换身份", "Change the person"],
  keyNext: ["到下一件到期的事", "Move the clock to the next due time"],
  keySend: ["发送；Shift+Enter 换行", "Send; Shift+Enter for a new line"],
  keyArrows: ["在列表中移动", "Move in a list"],
  keyHelp: ["显示这些快捷键", "Show these shortcuts"],
};

/** What the sandbox refuses, by the `code` of its errors. */
const FAULTS = {
  unreachable: ["沙盒没有响应，内容没有发送。请稍后再试。", "The sandbox does not answer; nothing was sent. Try again."],
  empty: ["没有可以发送的内容。", "There is nothing to send."],
  too_long: ["内容太长：最多 4,000 个字。", "The text is too long: 4,000 characters at most."],
  not_a_member: ["此人不在这个群里，不能在这里发言。", "This person is not a member of the group."],
  no_such_message: ["这条消息已经不在了。", "This message is gone."],
  no_such_button: ["这条消息上已经没有这个按钮了。", "The message no longer has this button."],
  no_such_incident: ["没有这个事件。", "There is no such incident."],
  too_far: [
    "一次最多拨 60 天，时钟没有动。需要更久时，请分几次拨。",
    "One move is at most 60 days, so the clock did not move. Go further in several moves.",
  ],
  clock_is_real: ["这个沙盒使用真实时钟，不能拨动。", "This sandbox runs on the real clock, which cannot be moved."],
  nothing_due: ["没有到期的事。", "Nothing is due."],
  not_saved: ["没有保存：沙盒的存储暂时不可用。", "Not saved: the sandbox's storage is not available now."],
};

const PREFIX = "watchbell.sandbox.";

/** A remembered text, or `null`; a browser may refuse to remember. */
export function remembered(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name, text) {
  try {
    localStorage.setItem(PREFIX + name, text);
  } catch {
    /* The page works without a memory. */
  }
}

let language = remembered("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");

export const currentLanguage = () => language;
export const locale = () => (language === "zh" ? "zh-CN" : "en-GB");

/** The words for `key`, with `{name}` replaced by the values given. */
export function t(key, values = {}) {
  return either(WORDS[key]).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The words about a fault; none when the page does not know its code. */
export const faultWords = (code) => FAULTS[code] && either(FAULTS[code]);

/** The one of a Chinese and an English text that is wanted now. */
export const either = (pair) => pair[language === "zh" ? 0 : 1];

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  remember("language", language);
}

/** Writes the page's fixed words: `data-t` for text, `data-t-label` for labels read aloud. */
export function translatePage() {
  document.documentElement.lang = locale();
  document.title = `Watchbell · ${t("sandbox")}`;
  document.querySelectorAll("[data-t]").forEach((node) => (node.textContent = t(node.dataset.t)));
  document
    .querySelectorAll("[data-t-label]")
    .forEach((node) => node.setAttribute("aria-label", t(node.dataset.tLabel)));
}
