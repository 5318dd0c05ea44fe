import type { Page } from '@playwright/test';
import type { DialogKind } from '#components/inbox-state/screen-state.ts';
import type { Driver } from './driver.ts';
import type { Device } from './viewports.ts';

/**
 * Who sees it: members by their role, `newcomer` without a workspace, `unready` who has to set up a second factor first,
 * `nobody` signed out, `first` before the set-up.
 */
export type Viewer = 'admin' | 'manager' | 'client' | 'newcomer' | 'unready' | 'nobody' | 'first';

/** One thing that the product can show. */
export type State = {
  /** The name of its picture: lower case, words joined by hyphens. */
  name: string;
  /** The page that it shows, as a path in `app`. */
  page: string;
  /** The dialog on top of it. */
  dialog?: DialogKind;
  as?: Viewer;
  /** Brings the page there and waits until it is shown. */
  reach: (driver: Driver, page: Page) => Promise<void>;
  /** It is reached with keys, so the focus has to be somewhere. */
  isByKeyboard?: true;
  /** Where it exists, if not on both. */
  only?: Device;
  /** What the browser is expected to log: a refused request is logged as an error. */
  logs?: RegExp;
};

/** Gives the states of a page what they share. */
export function statesOf(shared: Pick<State, 'page' | 'as'>, states: readonly Omit<State, 'page'>[]): State[] {
  return states.map((state) => ({ ...shared, ...state }));
}
