import { pressed } from '#components/keys/key-text.ts';
import { Kbd } from '#components/ui/kbd.tsx';

type Props = {
  command: string;
  /** What the button does, with the keys as they are spoken. */
  label: string;
  /** The keys as the keyboard labels them; null for none. */
  shown: string | null;
  /** Asks for the new keys; null while it does not wait for them. */
  prompt: string | null;
  onEdit: (isEditing: boolean) => void;
  /** @param keys the new ones; empty for none */
  onPress: (keys: string) => void;
};

/** A command and the button that changes its keys. */
export function KeyRow({ command, label, shown, prompt, onEdit, onPress }: Props) {
  return (
    <li className="flex min-h-7 items-center justify-between gap-3 text-sm touch:min-h-11">
      {command}
      <button
        type="button"
        aria-label={prompt ? `${label} ${prompt}` : label}
        onClick={() => onEdit(true)}
        onBlur={() => onEdit(false)}
        onKeyDown={(event) => {
          if (!prompt || event.key === 'Tab') return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape') return onEdit(false);
          const pressedKeys = pressed(event.nativeEvent);
          if (pressedKeys) onPress(event.key === 'Backspace' ? '' : pressedKeys);
        }}
        className="inline-flex h-6 min-w-10 items-center justify-end rounded-control px-1 text-soft hover:bg-hover touch:h-11 touch:min-w-11"
      >
        <span aria-hidden className="contents">
          {prompt ? (
            <span className="text-xs text-accent-ink">{prompt}</span>
          ) : shown ? (
            <Kbd isContent keys={shown} />
          ) : (
            <span className="text-xs text-muted">–</span>
          )}
        </span>
      </button>
    </li>
  );
}
