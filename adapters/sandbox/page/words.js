// How the world's own keys read: roles, plans, states, kinds; and what each role likely wants to type.

import { currentLanguage, either } from "./i18n.js";
import { MOST_COUNTED } from "./records.js";

const ROLES = {
  customer: ["客户", "Customer"],
  customer_admin: ["客户管理员", "Customer admin"],
  engineer: ["值班工程师", "Engineer"],
  tam: ["技术客户经理", "TAM"],
  duty_manager: ["值班主管", "Duty manager"],
  admin: ["管理员", "Admin"],
};

const PLANS = {
  daocloud: ["DaoCloud", "DaoCloud"],
  isoftstone: ["软通动力", "iSoftStone"],
  huaweicloud: ["华为云", "Huawei Cloud"],
  zitadel: ["ZITADEL", "ZITADEL"],
  alibabacloud: ["阿里云", "Alibaba Cloud"],
};

const LANGUAGES = { zh: ["中文", "ZH"], en: ["英文", "EN"], both: ["中英双语", "ZH/EN"] };

const STATES = {
  open: ["待响应", "Open", "danger"],
  acknowledged: ["处理中", "Acknowledged", "warn"],
  mitigated: ["已缓解", "Mitigated", "warn"],
  resolved: ["待确认", "Resolved", "good"],
  closed: ["已关闭", "Closed", "good"],
};

const KINDS = {
  reply: ["回复", "Reply"],
  card: ["事件卡片", "Card"],
  page: ["呼叫", "Page"],
  status_update: ["进展通报", "Status update"],
  warning: ["预警", "Warning"],
  notice: ["通知", "Notice"],
};

const named = (table, key) => (table[key] ? either(table[key]) : key);

/** A key of a plan file as a word: `long_term` → `Long term`. */
const asWord = (key) => key
    .replaceAll("_", " ")
    .replace(/\bsla\b/, "SLA")
    .replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** A count as a badge says it. */
export const countName = (count) => (count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count));

export const roleName = (role) => named(ROLES, role);
export const planName = (plan) => named(PLANS, plan);
export const tierName = (tier) => (tier.length <= 3 ? tier.toUpperCase() : asWord(tier));
export const languageName = (language) => named(LANGUAGES, language);
export const kindName = (kind) => named(KINDS, kind);
export const stateName = (state) => named(STATES, state);
export const stateTone = (state) => STATES[state]?.[2] ?? "";

/** What stands on the suggestion, and what it puts into the box, per language of the group. */
const SUGGESTIONS = {
  zh: {
    customer: [
      ["报障 一级…", "报障 一级 支付集群不可用"],
      ["查看"],
      ["补充…", "补充 "],
      ["催办"],
      ["未解决"],
      ["同意关闭"],
      ["支持计划"],
      ["帮助"],
    ],
    customer_admin: [
      ["报障 一级…", "报障 一级 支付集群不可用"],
      ["查看"],
      ["催办"],
      ["未解决"],
      ["同意关闭"],
      ["支持计划"],
      ["配额"],
      ["帮助"],
    ],
    engineer: [
      ["收到"],
      ["进展…", "进展 已定位，正在切换备库"],
      ["待客户…", "待客户 远程访问方式"],
      ["恢复"],
      ["已解决…", "已解决 已切换备库，业务恢复"],
      ["谁在值班"],
      ["查看"],
    ],
    tam: [
      ["收到"],
      ["进展…", "进展 专家已介入，正在定位"],
      ["指派…", "指派 @"],
      ["已解决…", "已解决 "],
      ["为什么"],
      ["查看"],
    ],
    duty_manager: [
      ["看板"],
      ["接管"],
      ["定级裁决…", "定级裁决 "],
      ["代客户关闭…", "代客户关闭 "],
      ["谁在值班"],
    ],
    admin: [["健康"], ["自检"], ["谁在值班"], ["日历"], ["帮助"]],
  },
  en: {
    customer: [
      ["open L1…", "open L1 checkout is down"],
      ["show"],
      ["say…", "say "],
      ["escalate"],
      ["reject"],
      ["confirm"],
      ["plan"],
      ["help"],
    ],
    customer_admin: [
      ["open L1…", "open L1 checkout is down"],
      ["show"],
      ["escalate"],
      ["reject"],
      ["confirm"],
      ["plan"],
      ["quota"],
      ["help"],
    ],
    engineer: [
      ["ack"],
      ["update…", "update cause found, switching to the standby"],
      ["wait…", "wait for remote access"],
      ["resume"],
      ["solve…", "solve switched to the standby, service is back"],
      ["oncall"],
      ["show"],
    ],
    tam: [
      ["ack"],
      ["update…", "update experts are on it"],
      ["assign…", "assign @"],
      ["solve…", "solve "],
      ["why"],
      ["show"],
    ],
    duty_manager: [["board"], ["takeover"], ["regrade…", "regrade "], ["close…", "close "], ["oncall"]],
    admin: [["health"], ["group check"], ["oncall"], ["calendar"], ["help"]],
  },
};

/** A group in both languages is spoken to in the reader's. */
export function suggestions(role, language) {
  const spoken = language === "both" ? currentLanguage() : language;
  const list = SUGGESTIONS[spoken === "en" ? "en" : "zh"][role] ?? [];
  return list.map(([label, fill]) => ({ label, fill: fill ?? label }));
}
