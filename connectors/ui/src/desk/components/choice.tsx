import { useRoving } from "../roving";

interface Option<V> {
  value: V;
  label: string;
  disabled?: boolean;
  title?: string;
}

interface Props<V> {
  label: string;
  options: readonly Option<V>[];
  value: V | undefined;
  onChange(value: V): void;
}

/** One of a few, side by side. */
export function Choice<V>({ label, options, value, onChange }: Props<V>) {
  const { box, onKeyDown, onFocusIn } = useRoving("button");
  return (
    <div class="choice-bar" role="radiogroup" aria-label={label} ref={(node) => void (box.current = node)} onKeyDown={onKeyDown} onFocusIn={onFocusIn}>
      {options.map((option) => (
        <button
          type="button"
          key={option.label}
          role="radio"
          aria-checked={option.value === value}
          disabled={option.disabled}
          title={option.title}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
