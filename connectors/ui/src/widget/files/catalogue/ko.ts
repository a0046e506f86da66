import { ko as files } from "../../../shared/files/catalogue/ko";

export const ko = {
  ...files,
  "attach.person_only": "파일은 상담원이 확인해 드려요. 상담원을 불러 드릴까요?",
  "attach.call_person": "상담원 연결",
  "attach.asked_for_person": "파일을 보내고 싶어요. 상담원 연결해 주세요.",
  "attach.then": "상담원을 부르고 있어요. 연결이 시작되면 고르신 파일을 바로 보내 드릴게요.",
  "attach.chosen": "상담원에게 보낼 파일이에요.",
  "attach.send": "파일 보내기",
  "attach.send_several": "파일 {count}개 보내기",
  "attach.leave_out": "{name} 빼기",
  "attach.close": "파일 보내기 그만두기",
};

export type AttachKey = keyof typeof ko;
