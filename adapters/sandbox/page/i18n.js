// The page's own words in both languages, and the few things it remembers.

const WORDS = {
  skip: ["跳到输入框", "Skip to the message box"],
  sandbox: ["沙盒", "Sandbox"],
  groups: ["群聊", "Groups"],
  live: ["实时连接", "Live"],
  reconnecting: ["正在重新连接", "Reconnecting"],
  moveClock: ["拨动时钟", "Move the clock"],
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
  toBot: ["对机器人说", "To the bot"],
  toAll: ["仅聊天", "Chat only"],
  suggestions: ["常用命令", "Suggested commands"],
  message: ["消息内容", "Message"],
  placeholderBot: ["以{name}的身份对 @{bot} 说…", "Message @{bot} as {name}…"],
  placeholderAll: ["以{name}的身份在群里说…", "Chat as {name}…"],
  send: ["发送", "Send"],
  incidents: ["进行中的事件", "Open incidents"],
  phones: ["手机", "Phones"],
  choosePerson: ["选择谁的手机", "Choose a person's phone"],
  phoneOf: ["{name}的手机", "{name}'s phone"],
  answerBot: ["回复机器人", "Reply to the bot"],
  answerHint: ["回复，例如 收到 5531", "Reply, e.g. ack 5531"],
  views: ["视图", "Views"],
  tabChat: ["群聊", "Chat"],
  tabIncidents: ["事件", "Incidents"],
  tabPhones: ["手机", "Phones"],
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
  late: ["已超时 {time}", "{time} overdue"],
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
