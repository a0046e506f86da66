export const ko = {
  "warning.card": "카드 번호를 쓰고 계신 것 같아요. 상담에는 카드 번호가 필요하지 않으니 지우고 보내 주세요.",
  "warning.resident": "주민등록번호를 쓰고 계신 것 같아요. 상담에는 필요하지 않으니 지우고 보내 주세요.",
};

export type WarningKey = keyof typeof ko;
