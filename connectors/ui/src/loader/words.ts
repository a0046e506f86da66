export const words = {
  ko: { open: "고객지원 채팅 열기", close: "고객지원 채팅 닫기", panel: "고객지원 채팅", label: "문의하기", unread: "읽지 않은 메시지 {count}개" },
  en: { open: "Open support chat", close: "Close support chat", panel: "Support chat", label: "Ask us", unread: "{count} unread messages" },
};
