'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode, RefObject } from 'react';
import { cx } from '../cx.ts';
import { IconButton } from '../icon-button.tsx';
import { ScrollArea } from '../focus/scroll-area.tsx';
import { useOverlayHistory } from './use-overlay-history.ts';
import { useWarmUp } from './warm-up.tsx';

type Props = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** Shows the title only to screen readers. */
  isTitleHidden?: boolean;
  description?: ReactNode;
  children?: ReactNode;
  /** The buttons, right-aligned, the main one last. */
  footer?: ReactNode;
  /** `center`: a dialog. `right` and `bottom`: a sheet that slides in from there. */
  from?: 'center' | 'right' | 'bottom';
  /** What gets the focus when it opens; the first control when absent. */
  initialFocus?: RefObject<HTMLElement | null>;
  className?: string;
};

/** What a key opens is there in the next frame: only a sheet moves, from where it comes. */
const places = {
  center:
    'top-[12vh] left-1/2 w-[min(92vw,30rem)] -translate-x-1/2 rounded-sheet data-ending-style:opacity-0 max-h-[80vh] short:top-1 short:max-h-[calc(100dvh-0.5rem)]',
  right:
    'top-0 right-0 h-full w-[min(92vw,22rem)] border-l border-line data-starting-style:translate-x-full data-ending-style:translate-x-full',
  bottom:
    'bottom-0 inset-x-0 max-h-[88dvh] rounded-t-sheet pb-[env(safe-area-inset-bottom)] data-starting-style:translate-y-full data-ending-style:translate-y-full',
} as const;

export function Dialog({
  isOpen,
  onOpenChange,
  title,
  isTitleHidden = false,
  description,
  children,
  footer,
  from = 'center',
  initialFocus,
  className,
}: Props) {
  const t = useTranslations('common');
  const { isWarmUp, ...warmUp } = useWarmUp();
  useOverlayHistory(isOpen && !isWarmUp, () => onOpenChange(false));
  return (
    <Base.Root open={isOpen} onOpenChange={(next) => onOpenChange(next)} {...warmUp.root}>
      <Base.Portal {...warmUp.portal}>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0" />
        <Base.Popup
          {...(initialFocus ? { initialFocus } : {})}
          {...warmUp.popup}
          className={cx(
            'fixed z-50 flex flex-col bg-raised short:overflow-y-auto text-ink shadow-float outline-none transition-[opacity,translate] duration-150 ease-out',
            places[from],
            className,
          )}
        >
          <div className={cx('flex items-start gap-3 px-4 pt-3.5 pb-1', isTitleHidden && 'sr-only')}>
            <div className="min-w-0 flex-1">
              <Base.Title dir="auto" className="text-base font-semibold">
                {title}
              </Base.Title>
              {description ? (
                <Base.Description className="mt-1 text-sm text-soft">{description}</Base.Description>
              ) : null}
            </div>
            <Base.Close
              render={
                <IconButton size="small" label={t('close')} keys="Esc" icon={<X size={16} strokeWidth={1.5} />} />
              }
            />
          </div>
          {children ? (
            <ScrollArea label={title} className="min-h-0 flex-1 px-4 py-2 short:flex-none short:overflow-visible">
              {children}
            </ScrollArea>
          ) : null}
          {footer ? <div className="flex flex-wrap justify-end gap-2 px-4 pt-2 pb-4">{footer}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
