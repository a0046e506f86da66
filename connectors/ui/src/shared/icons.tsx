import type { ComponentChildren } from "preact";

function Icon({ children, fill }: { children: ComponentChildren; fill?: boolean }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill={fill ? "currentColor" : "none"}
      stroke={fill ? "none" : "currentColor"}
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {children}
    </svg>
  );
}

/** An icon drawn in a box of 24 by 24. */
export const icon = (path: string, fill = false) => () => (
  <Icon fill={fill}>
    <path d={path} />
  </Icon>
);

export const CheckIcon = icon("M5 12.5l4.5 4.5L19 7.5");
export const CloseIcon = icon("M6 6l12 12M18 6L6 18");
export const SendIcon = icon("M12 19V5M5.5 11.5L12 5l6.5 6.5");
export const ArrowIcon = icon("M7 17L17 7M9 7h8v8");
export const DownIcon = icon("M12 5v14M5.5 12.5L12 19l6.5-6.5");
export const BackIcon = icon("M15 5l-7 7 7 7");
export const RetryIcon = icon("M20 12a8 8 0 1 1-2.5-5.8M20 3v4h-4");
export const ClockIcon = icon("M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z");
export const PersonIcon = icon("M19 20c0-3.3-3.1-5-7-5s-7 1.7-7 5M16 7.5a4 4 0 1 1-8 0 4 4 0 0 1 8 0z");
export const InfoIcon = icon("M12 11v5M12 8h.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z");
export const MoreIcon = icon("M7 12a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM13.5 12a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM20 12a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0z", true);
export const FileIcon = icon("M13 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9zM13 3v6h6");
export const ClipIcon = icon("M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.700 4.700l-8.300 8.300a1.700 1.700 0 0 1-2.400-2.400l7.500-7.500");
export const DownloadIcon = icon("M12 4v11M7 11l5 5 5-5M5 20h14");
export const LanguageIcon = icon("M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM3.5 12h17M12 3c2.5 2.6 3.5 5.6 3.5 9s-1 6.4-3.5 9c-2.5-2.6-3.5-5.6-3.5-9s1-6.4 3.5-9z");
export const InboxIcon = icon("M4 13l2.5-8h11L20 13v6H4v-6zM4 13h4.5l1.5 2.5h4l1.5-2.5H20");
export const StarIcon = icon("M12 3.5l2.6 5.4 5.9.800-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9L3.5 9.7l5.9-.800z", true);

/** The product's mark: a speech bubble that smiles. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path
        class="mark-bubble"
        d="M16 3C8.3 3 2 8.4 2 15c0 3.9 2.2 7.4 5.6 9.6V30l5.6-3.3c.9.2 1.8.3 2.8.3 7.7 0 14-5.4 14-12S23.7 3 16 3z"
      />
      <path
        class="mark-smile"
        fill="none"
        stroke-width="2.6"
        stroke-linecap="round"
        d="M10.5 15.5c1.5 2.7 3.3 4 5.5 4s4-1.3 5.5-4"
      />
    </svg>
  );
}
