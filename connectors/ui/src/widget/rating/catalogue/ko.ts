import { ko as widget } from "../../catalogue/ko";

export const ko = {
  ...widget,
  "rating.title": "상담은 어떠셨나요?",
  "rating.group": "만족도",
  "rating.1": "매우 불만족",
  "rating.2": "불만족",
  "rating.3": "보통",
  "rating.4": "만족",
  "rating.5": "매우 만족",
  "rating.solved": "문의하신 일이 해결되었나요?",
  "rating.solved_yes": "네, 해결됐어요",
  "rating.solved_no": "아직이에요",
  "rating.effort": "문의하신 일을 처리하기가 얼마나 쉬우셨나요?",
  "rating.effort_1": "매우 어려웠어요",
  "rating.effort_2": "어려웠어요",
  "rating.effort_3": "조금 어려웠어요",
  "rating.effort_4": "어렵지도 쉽지도 않았어요",
  "rating.effort_5": "조금 쉬웠어요",
  "rating.effort_6": "쉬웠어요",
  "rating.effort_7": "매우 쉬웠어요",
  "rating.comment": "더 하고 싶은 말씀이 있다면 남겨 주세요 (선택)",
  "rating.submit": "평가 보내기",
  "rating.dismiss": "다음에 할게요",
  "rating.thanks": "평가해 주셔서 고맙습니다.",
};

export type RatingKey = keyof typeof ko;
