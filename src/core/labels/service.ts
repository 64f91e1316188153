import type { Label } from "../locale.ts";

/** The eight clocks of service, D15, and the two of a green channel. */
export type ServiceClockId =
  | "appointment"
  | "waiting"
  | "response"
  | "service"
  | "delivery"
  | "guarantee"
  | "correction"
  | "delay"
  | "receipt"
  | "reply";

/** Red, amber or green. */
export type ServiceLight = "green" | "amber" | "red";

/** How an open case stands to its promise. */
export type ServiceCaseState = "broken" | "soon" | "in_time";

/** Label families of `service`. */
export interface ServiceLabels {
  readonly serviceClock: Readonly<Record<ServiceClockId, Label>>;
  /** From when to when each clock runs. */
  readonly serviceClockMeaning: Readonly<Record<ServiceClockId, Label>>;
  readonly serviceLight: Readonly<Record<ServiceLight, Label>>;
  readonly serviceCaseState: Readonly<Record<ServiceCaseState, Label>>;
}

export const serviceLabels: ServiceLabels = {
  serviceClock: {
    appointment: { en: "Appointment", zh: "预约时间" },
    waiting: { en: "Waiting", zh: "等候时间" },
    response: { en: "Response", zh: "响应时间" },
    service: { en: "Service", zh: "服务时间" },
    delivery: { en: "Delivery", zh: "交付时间" },
    guarantee: { en: "Guarantee", zh: "保障时间" },
    correction: { en: "Speed of correction", zh: "纠错速度" },
    delay: { en: "Delay", zh: "延误时间" },
    receipt: { en: "Green channel: receipt", zh: "绿色通道：受理" },
    reply: { en: "Green channel: reply", zh: "绿色通道：答复" },
  },
  serviceClockMeaning: {
    appointment: { en: "from the wish for an appointment to the appointment", zh: "从提出预约到约定时刻" },
    waiting: { en: "from the customer's arrival to being attended to", zh: "从客户到达到开始接待" },
    response: { en: "from the request to the first qualified answer", zh: "从提出请求到首次有效答复" },
    service: { en: "from the start of the work to its end", zh: "从开始服务到服务完成" },
    delivery: { en: "from the order to the hand-over", zh: "从下单到交付" },
    guarantee: { en: "from the claim under guarantee to its settlement", zh: "从提出保障要求到兑现" },
    correction: { en: "from the report of an error to its correction", zh: "从发现差错到纠正" },
    delay: { en: "from the time promised to the time kept", zh: "从承诺时刻到实际履行" },
    receipt: { en: "from the request to the confirmation of its receipt", zh: "从提出请求到确认受理" },
    reply: { en: "from the request to the reply in substance", zh: "从提出请求到实质答复" },
  },
  serviceLight: {
    green: { en: "Green", zh: "绿灯" },
    amber: { en: "Amber", zh: "黄灯" },
    red: { en: "Red", zh: "红灯" },
  },
  serviceCaseState: {
    broken: { en: "Promise broken", zh: "已超时" },
    soon: { en: "About to break", zh: "即将超时" },
    in_time: { en: "In time", zh: "时限内" },
  },
};
