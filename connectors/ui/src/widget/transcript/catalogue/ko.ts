import { ko as widget } from "../../catalogue/ko";

export const ko = {
  ...widget,
  "transcript.title": "대화 내용 보관",
  "transcript.hint": "적으신 내용이 그대로 담겨요. 여럿이 쓰는 컴퓨터라면 파일을 남기지 마세요.",
  "transcript.download": "파일로 내려받기",
  "transcript.downloaded": "파일을 내려받았어요.",
  "transcript.download_limited": "방금 여러 번 내려받으셨어요. {seconds}초 뒤에 다시 시도해 주세요.",
  "transcript.mail": "이메일로 받기",
  "transcript.mailed": "{email_masked} 주소로 보내 드려요. 몇 분 안에 도착해요.",
  "transcript.limited": "오늘은 이메일을 더 보내 드릴 수 없어요. 파일로 내려받아 주세요.",
  "transcript.failed": "지금은 드릴 수 없어요. 잠시 뒤 다시 시도해 주세요.",
  "transcript.close": "대화 내용 보관 닫기",
  "transcript.heading": "고객지원 대화 기록",
  "transcript.saved": "{at} 저장 ({zone} 시간)",
  "transcript.weekdays": "월 화 수 목 금 토 일",
  "transcript.notice": "안내",
  "transcript.file": "[파일] {name}",
  "transcript.file_name": "상담-대화",
};

export type TranscriptKey = keyof typeof ko;
