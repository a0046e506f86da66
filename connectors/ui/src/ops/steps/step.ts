/** A step of a journey in parts: `support_chat:shipping` is a support chat on shipping. */
export function partsOf(step: string): { touchpoint: string; topic?: string } {
  const at = step.indexOf(":");
  return at < 0 ? { touchpoint: step } : { touchpoint: step.slice(0, at), topic: step.slice(at + 1) };
}

export const isSupport = (step: string): boolean => step.startsWith("support_");
