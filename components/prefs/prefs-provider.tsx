'use client';
import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { PREFS_COOKIE } from './cookie.ts';
import type { Prefs } from './parse-prefs.ts';

type PrefsHandle = { prefs: Prefs; setPrefs: (change: Partial<Prefs>) => void };

const PrefsContext = createContext<PrefsHandle | null>(null);

const YEAR_S = 365 * 24 * 3600;

function store(prefs: Prefs): void {
  // Only the browser knows its time zone, so every write includes it.
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${PREFS_COOKIE}=${encodeURIComponent(JSON.stringify({ ...prefs, timeZone }))}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`;
}

/** Provides the person's preferences, and writes every change to the cookie. */
export function PrefsProvider({ initial, children }: { initial: Prefs; children: ReactNode }) {
  const [prefs, setAll] = useState(initial);
  const setPrefs = useCallback((change: Partial<Prefs>) => {
    setAll((before) => ({ ...before, ...change }));
  }, []);
  useEffect(() => {
    store(prefs);
    if (prefs.theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = prefs.theme;
  }, [prefs]);
  useRefreshForRegion(prefs.region);
  const handle = useMemo(() => ({ prefs, setPrefs }), [prefs, setPrefs]);
  return <PrefsContext value={handle}>{children}</PrefsContext>;
}

/** Dates are written in the region that the server names, so a new region takes a new answer. Runs once the cookie is set. */
function useRefreshForRegion(region: Prefs['region']): void {
  const router = useRouter();
  const shown = useRef(region);
  useEffect(() => {
    if (shown.current === region) return;
    shown.current = region;
    router.refresh();
  }, [region, router]);
}

export function usePrefs(): PrefsHandle {
  const handle = use(PrefsContext);
  if (!handle) throw new Error('usePrefs needs a PrefsProvider above it');
  return handle;
}
