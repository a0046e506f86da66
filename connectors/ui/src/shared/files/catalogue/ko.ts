import { ko as shared } from "../../catalogue/ko";

export const ko = {
  ...shared,
  "file.download": "{name} 내려받기",
  "file.open": "사진 {name} 크게 보기",
  "file.close": "사진 닫기",
  "file.failed": "파일을 불러오지 못했어요.",
  "file.again": "다시 불러오기",
  "upload.sending": "{percent}% 보냄",
  "upload.progress": "{name} 보내는 중",
  "upload.cancel": "취소",
  "refused.empty": "빈 파일은 보낼 수 없어요.",
  "refused.too_large": "파일 하나에 10 MB까지 보낼 수 있어요.",
  "refused.unsupported_file": "보낼 수 없는 형식이에요. 사진, 동영상, PDF, 문서, 텍스트 파일을 보내 주세요.",
  "refused.files_full": "하루에 보낼 수 있는 파일 양을 다 썼어요. 내일 다시 보내 주세요.",
  "refused.files_limited": "파일을 너무 많이 보냈어요. 잠시 쉬었다가 다시 보내 주세요.",
  "refused.person_only": "파일은 상담원과 이야기할 때만 보낼 수 있어요.",
};

export type FileKey = keyof typeof ko;
