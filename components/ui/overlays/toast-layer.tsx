'use client';
import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { plainLine } from '#lib/plain-text.ts';
import { cx } from '../cx.ts';
import { focusHome } from '../focus/focus-home.ts';
import { Kbd } from '../kbd.tsx';
import { listenToToasts, type Toast } from './toast.ts';

/** Renders the toasts of `showToast`. */
export function ToastLayer() {
  return (
    <Base.Provider timeout={7000} limit={2}>
      <Toasts />
    </Base.Provider>
  );
}

function Toasts() {
  const t = useTranslations('common');
  const { add, close, toasts } = Base.useToastManager<Toast>();
  useEffect(
    () =>
      listenToToasts((toast) => {
        add({
          title: plainLine(toast.title, 200),
          ...(toast.description ? { description: plainLine(toast.description, 300) } : {}),
          data: toast,
        });
      }),
    [add],
  );
  return (
    <Base.Portal>
      <Base.Viewport
        aria-label={t('notifications')}
        // What was done is announced once, by whoever did it.
        aria-live="off"
        data-focus-passes
        className="fixed inset-x-3 bottom-3 z-50 flex flex-col-reverse gap-2 phone:right-auto phone:left-61 phone:w-94 max-phone:bottom-[calc(4.25rem+env(safe-area-inset-bottom))] max-phone:in-[:has([data-composer])]:top-16 max-phone:in-[:has([data-composer])]:bottom-auto max-phone:in-[:has([data-composer])]:flex-col"
      >
        {toasts.map((toast) => (
          <Base.Root
            key={toast.id}
            toast={toast}
            data-toast=""
            swipeDirection={['down', 'right']}
            className="rounded-sheet bg-raised shadow-float transition-[opacity,translate] duration-150 ease-out data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-3 data-starting-style:opacity-0"
          >
            <Base.Content className="flex items-center gap-2 py-2 pr-2 pl-3.5">
              <div className="min-w-0 flex-1">
                <Base.Title
                  dir="auto"
                  className={cx('truncate text-sm font-medium', toast.data?.tone === 'bad' && 'text-bad')}
                />
                <Base.Description dir="auto" className="text-xs wrap-anywhere text-muted" />
              </div>
              {toast.data ? (
                <button
                  type="button"
                  className="inline-flex h-7 items-center gap-1.5 rounded-control px-2 text-sm font-medium text-accent-ink hover:bg-hover touch:h-11"
                  onClick={() => {
                    toast.data?.action.run();
                    leaveToast();
                    close(toast.id);
                  }}
                >
                  {toast.data.action.label}
                  {toast.data.action.keys ? <Kbd keys={toast.data.action.keys} /> : null}
                </button>
              ) : null}
              <Base.Close
                aria-label={t('close')}
                onClick={leaveToast}
                className="inline-flex size-7 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-ink touch:size-11"
              >
                <X size={14} strokeWidth={1.5} />
              </Base.Close>
            </Base.Content>
          </Base.Root>
        ))}
      </Base.Viewport>
    </Base.Portal>
  );
}

/** The next toast is about something else, so the focus of a toast that closes goes back to the page. */
function leaveToast(): void {
  if (document.activeElement?.closest('[data-focus-passes]')) focusHome();
}
