import { useTranslations } from 'next-intl';
import { pressed, shownKeys, spokenKeys } from '#components/keys/key-text.ts';
import { useIsMac } from '#components/keys/use-keys.ts';
import { Kbd } from '#components/ui/kbd.tsx';

type Props = {
  command: string;
  /** Empty for none. */
  keys: string;
  /** Waits for the new keys. */
  isEditing: boolean;
  onEdit: (isEditing: boolean) => void;
  /** @param keys the new ones; empty for none */
  onPress: (keys: string) => void;
};

/** A command and the button that changes its keys. */
export function KeyRow({ command, keys, isEditing, onEdit, onPress }: Props) {
  const t = useTranslations('keys');
  const isMac = useIsMac();
  return (
    <li className="flex h-7 items-center justify-between gap-3 text-sm touch:h-11">
      <span className="truncate">{command}</span>
      <button
        type="button"
        onClick={() => onEdit(true)}
        onBlur={() => onEdit(false)}
        onKeyDown={(event) => {
          if (!isEditing || event.key === 'Tab') return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape') return onEdit(false);
          const pressedKeys = pressed(event.nativeEvent);
          if (pressedKeys) onPress(event.key === 'Backspace' ? '' : pressedKeys);
        }}
        className="inline-flex h-6 min-w-10 items-center justify-end rounded-control px-1 text-soft hover:bg-hover touch:h-11 touch:min-w-11"
      >
        <span className="sr-only">{t('change', { command, keys: spokenKeys(keys) || '–' })}</span>
        <span aria-hidden={!isEditing} className="contents">
          {isEditing ? (
            <span className="text-xs text-accent-ink">{t('press')}</span>
          ) : keys ? (
            <Kbd isContent keys={shownKeys(keys, isMac)} />
          ) : (
            <span className="text-xs text-muted">–</span>
          )}
        </span>
      </button>
    </li>
  );
}
