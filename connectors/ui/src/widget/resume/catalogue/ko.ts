import { ko as widget } from "../../catalogue/ko";

export const ko = {
  ...widget,
  "resume.title": "이어서 상담하기",
  "resume.text": "상담원이 남긴 답변을 보고 이어서 말씀하실 수 있어요. 이 링크는 처음 연 브라우저에서만 열려요.",
  "resume.open": "답변 보기",
  "resume.opening": "여는 중…",
  "resume.again": "다시 시도",
  "resume.link_over_title": "더는 열리지 않는 링크예요",
  "resume.link_over": "답변 링크는 7일 동안만 열려요. 쇼핑몰의 채팅에서 다시 말씀해 주시면 바로 도와드릴게요.",
  "resume.link_used_title": "다른 브라우저에서 이미 연 링크예요",
  "resume.link_used": "개인정보를 지키기 위해 처음 연 브라우저에서만 이어서 볼 수 있어요. 그 브라우저에서 여시거나, 쇼핑몰의 채팅에서 다시 말씀해 주세요.",
  "resume.no_link_title": "이메일의 링크로 열어 주세요",
  "resume.no_link": "받으신 이메일에서 답변 보기를 누르면 이곳에서 대화를 이어갈 수 있어요.",
  "resume.failed_title": "지금은 열 수 없어요",
  "resume.failed": widget["panel.failed"],
};

export type ResumeKey = keyof typeof ko;
