import { ko as shared } from "../ko";

/** Words of both the desk and the ops pages. */
export const ko = {
  ...shared,
  "login.email": "이메일",
  "login.password": "비밀번호",
  "login.submit": "로그인",
  "login.busy": "로그인하는 중…",
  "login.wrong": "이메일이나 비밀번호가 맞지 않아요.",
  "login.limited": "시도가 너무 많았어요. {seconds}초 뒤에 다시 시도해 주세요.",
  "login.failed": "서버에 연결하지 못했어요. 잠시 뒤 다시 시도해 주세요.",
  "account.logout": "로그아웃",
  "topic.billing": "결제·청구",
  "topic.onboarding": "시작하기",
  "topic.account": "계정",
  "topic.orders": "주문",
  "topic.shipping": "배송",
  "topic.warranty": "보증·수리",
  "topic.support": "고객지원",
  "topic.smalltalk": "인사·잡담",
  "topic.technical": "기술 문의",
  "topic.complaints": "불만",
  "topic.general": "일반",
  "reason.asked_for_person": "고객이 상담원을 요청했어요",
  "reason.repeated_failure": "같은 문의에 거듭 답하지 못했어요",
  "reason.bot_unavailable": "챗봇이 응답하지 않았어요",
  "reason.not_understood": "챗봇이 문의를 이해하지 못했어요",
  "reason.action_failed": "챗봇이 처리하던 일이 실패했어요",
  "reason.anger": "고객이 화가 나 있어요",
  "reason.identity_guesses": "주문 확인에 여러 번 실패했어요",
  "reason.validation_failed": "입력 확인에 여러 번 실패했어요",
  "reason.policy": "사람이 맡도록 정해진 문의예요",
  "reason.handoff_by_bot": "챗봇이 사람에게 넘겼어요",
};

export type StaffKey = keyof typeof ko;
