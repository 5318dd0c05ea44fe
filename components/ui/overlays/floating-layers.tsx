'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';

const ToastLayer = dynamic(async () => (await import('./toast-layer.tsx')).ToastLayer, { ssr: false });
const TipLayer = dynamic(async () => (await import('./tooltip-layer.tsx')).TipLayer, { ssr: false });

/** Tooltips and toasts, loaded once the page has come to rest: nobody needs them in the first second. */
export function Floating() {
  const [isAtRest, setAtRest] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAtRest(true), 400);
    return () => clearTimeout(timer);
  }, []);
  if (!isAtRest) return null;
  return (
    <>
      <TipLayer />
      <ToastLayer />
    </>
  );
}
