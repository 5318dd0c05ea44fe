'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';

const ToastLayer = dynamic(async () => (await import('./toast-layer.tsx')).ToastLayer, { ssr: false });
const TooltipLayer = dynamic(async () => (await import('./tooltip-layer.tsx')).TooltipLayer, { ssr: false });

/** Tooltips and toasts. They are loaded late, because nobody needs them in the first second. */
export function FloatingLayers() {
  const [isAtRest, setAtRest] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAtRest(true), 400);
    return () => clearTimeout(timer);
  }, []);
  if (!isAtRest) return null;
  return (
    <>
      <TooltipLayer />
      <ToastLayer />
    </>
  );
}
