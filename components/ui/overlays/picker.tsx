'use client';
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog as Base } from '@base-ui/react/dialog';
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { Kbd } from '../kbd.tsx';
import { type Findable, rankOptions } from './rank-options.ts';
import { useEnterWhenReady } from './use-enter-when-ready.ts';
import { useOverlayHistory } from './use-overlay-history.ts';
import { useWarmUp } from './warm-up.tsx';

export type PickerOption = Findable & {
  /** Unique in the list. */
  id: string;
  icon?: ReactNode;
  keys?: string | undefined;
  detail?: ReactNode;
  isChosen?: boolean;
  /** Why it cannot be chosen: it stands there, disabled, with the reason. */
  reason?: string | undefined;
  onSelect: () => void;
};
export type PickerGroup = { heading: string | null; options: PickerOption[] };

type Props = {
  label: string;
  placeholder: string;
  empty: ReactNode;
  onClose: () => void;
  onTextChange?: (text: string) => void;
  groups: readonly PickerGroup[];
  /** More options may come: Enter waits for them. */
  isLoading?: boolean;
  footer?: ReactNode;
};

/** More options than the list can show at once are drawn behind the first frame. */
const FIRST_FRAME = 14;

/** A dialog with one field and a list that narrows as one types. */
export function Picker({ label, placeholder, empty, onClose, onTextChange, groups, isLoading = false, footer }: Props) {
  const t = useTranslations('common');
  const [text, setText] = useState('');
  const { isWarmUp, ...warmUp } = useWarmUp();
  useOverlayHistory(!isWarmUp, onClose);
  const found = rankOptions(groups.map(toItems), text);
  const count = found.reduce((sum, { items }) => sum + items.length, 0);
  const limit = useDeferredValue(Number.POSITIVE_INFINITY, FIRST_FRAME);
  const shown = limit < count ? firstOf(found, limit) : found;
  const onKeyDown = useEnterWhenReady(isLoading, shown[0]?.items.find(({ reason }) => reason === undefined)?.onSelect);
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()} {...warmUp.root}>
      <Base.Portal {...warmUp.portal}>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          {...warmUp.popup}
          aria-label={label}
          className="fixed top-[12vh] left-1/2 z-50 flex max-h-[calc(88dvh-0.75rem)] w-[min(94vw,34rem)] -translate-x-1/2 flex-col overflow-hidden rounded-sheet short:top-1 short:max-h-[calc(100dvh-0.5rem)] short:overflow-y-auto bg-raised text-ink shadow-float outline-none max-phone:top-3 max-phone:max-h-[calc(100dvh-1.5rem)] short:max-phone:top-1 short:max-phone:max-h-[calc(100dvh-0.5rem)]"
        >
          <Autocomplete.Root
            inline
            open
            mode="none"
            autoHighlight="always"
            keepHighlight
            items={shown}
            value={text}
            onValueChange={(next, { reason }) => {
              // Choosing an option would write its label into the field, which closes anyway.
              if (reason === 'item-press') return;
              setText(next);
              onTextChange?.(next);
            }}
          >
            <Autocomplete.Input
              aria-label={label}
              placeholder={placeholder}
              onKeyDown={onKeyDown}
              className="h-11 w-full shrink-0 border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-muted focus:border-accent-ink touch:text-[1rem] forced-colors:focus:border-b-4 forced-colors:focus:border-[Highlight]"
            />
            <Autocomplete.Empty className="px-3 text-center text-sm text-muted not-empty:py-6">
              {empty}
            </Autocomplete.Empty>
            <Autocomplete.Status className="sr-only">
              {isLoading || count === 0 || text === '' ? null : t('results', { count })}
            </Autocomplete.Status>
            <Autocomplete.List
              aria-label={label}
              className="max-h-[min(56vh,26rem)] min-h-0 overflow-y-auto overscroll-contain p-1 data-empty:p-0 short:max-h-none short:overflow-visible"
            >
              {/* Two groups may have the same heading: the commands of items, and the items that were found. */}
              {({ heading, items }: Items, place: number) => (
                <Autocomplete.Group key={`${place} ${heading ?? ''}`} items={items}>
                  {heading ? (
                    <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
                      {heading}
                    </Autocomplete.GroupLabel>
                  ) : null}
                  <Autocomplete.Collection>
                    {(option: PickerOption) => <Option key={option.id} option={option} />}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
          {footer ? <div className="shrink-0 border-t border-line px-4 py-2 text-xs text-muted">{footer}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Option({ option }: { option: PickerOption }) {
  const { label, icon, isChosen = false, reason, keys, onSelect } = option;
  const detail = reason ?? option.detail;
  return (
    <Autocomplete.Item
      value={option}
      disabled={reason !== undefined}
      onClick={onSelect}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-control px-2.5 text-sm select-none data-disabled:text-muted data-highlighted:chosen touch:min-h-11"
    >
      {icon ? <span className="shrink-0 text-soft">{icon}</span> : null}
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {label}
      </span>
      {detail ? <span className="exact shrink-0 text-xs text-muted">{detail}</span> : null}
      {isChosen ? <Check size={14} strokeWidth={2} className="shrink-0 text-accent-ink" /> : null}
      {keys ? <Kbd keys={keys} className="text-soft" /> : null}
    </Autocomplete.Item>
  );
}

function firstOf(groups: readonly Items[], limit: number): Items[] {
  let left = limit;
  return groups
    .map(({ heading, items }) => {
      const some = items.slice(0, left);
      left -= some.length;
      return { heading, items: some };
    })
    .filter(({ items }) => items.length > 0);
}

type Items = { heading: string | null; items: PickerOption[] };

const toItems = ({ heading, options }: PickerGroup): Items => ({ heading, items: options });
