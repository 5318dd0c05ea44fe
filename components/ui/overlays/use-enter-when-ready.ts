import type { Autocomplete } from '@base-ui/react/autocomplete';
import { type ComponentProps, useEffect, useRef } from 'react';

type OnKeyDown = NonNullable<ComponentProps<typeof Autocomplete.Input>['onKeyDown']>;

/** Enter pressed while options are still loading chooses the first one as soon as they are there. Any other key takes it back. */
export function useEnterWhenReady(isLoading: boolean, chooseFirst: (() => void) | undefined): OnKeyDown {
  const isWaiting = useRef(false);
  useEffect(() => {
    if (isLoading || !isWaiting.current) return;
    isWaiting.current = false;
    chooseFirst?.();
  }, [isLoading, chooseFirst]);
  return (event) => {
    isWaiting.current = isLoading && event.key === 'Enter' && !event.nativeEvent.isComposing;
    if (!isWaiting.current) return;
    event.preventDefault();
    event.preventBaseUIHandler();
  };
}
