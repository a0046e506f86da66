import { ko as risk } from "../../../shared/catalogue/risk/ko";

/** Words of who may leave. */
export const ko = {
  ...risk,
  "churn.not_yet": "아직 계산한 결과가 없어요",
  "churn.not_yet_how": "고객의 이벤트와 상담이 쌓이면 이탈 가능성을 계산해 보여 드려요.",
  "churn.too_few": "아직 너무 적어요",
  "churn.too_few_how": "고객 {n}명 가운데 떠난 고객이 {events}명뿐이라, 한 사람 한 사람의 가능성을 말하기에는 일러요. 더 모이면 자동으로 계산해요.",
  "churn.at_risk": "떠날 수 있는 고객",
  "churn.at_risk_explained": "앞으로 30일 안에 떠날 가능성이 높은 순서예요. 상담원의 고객 카드에도 같은 이유와 다음 할 일이 보여요.",
  "churn.usual": "보통 고객은 {share}%이고, 막대의 세로선이 그 자리예요.",
  "churn.leaves": "떠날 가능성",
  "churn.again": "다시 문의",
  "churn.why": "이유",
  "churn.next": "다음 할 일",
  "churn.more": "{count}명 더 있어요",
  "churn.survival": "남아 있는 고객",
  "churn.survival_explained": "처음 만난 날부터 며칠째까지 남아 있는지 봐요. 아직 지켜보는 고객도 함께 계산했어요.",
  "churn.survival_says": "{day}일째에 {share}가 남아 있어요.",
  "churn.still_there": "남은 비율",
  "churn.day": "{count}일째",
  "churn.day_short": "{count}일",
  "churn.days": "일",
  "churn.no_survival": "곡선을 그릴 만큼 고객이 모이지 않았어요.",
  "churn.bands": "예상은 맞았을까요",
  "churn.bands_explained": "떠날 가능성으로 고객을 나누고, 실제로 얼마나 떠났는지 견줬어요. 막대가 선에 닿을수록 잘 맞은 거예요.",
  "churn.band": "예상 구간",
  "churn.range": "{from}~{to}% 사이",
  "churn.customers": "고객",
  "churn.left": "실제",
  "churn.expected": "예상",
  "churn.error": "예상과 실제는 평균 {points}%p 차이예요.",
  "churn.auc": "떠난 고객과 남은 고객을 둘씩 견주면 {share}%는 바르게 가려요.",
  "churn.trained": "고객 {n}명, 떠난 고객 {events}명으로 계산했어요.",
  "churn.as_of": "{time}에 계산했어요.",
};

export type ChurnKey = keyof typeof ko;
