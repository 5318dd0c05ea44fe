'use client';
import { useEffect, useState } from 'react';
import { latePart } from '../preload/late-part.tsx';

const ToastLayer = latePart(async () => (await import('./toast-layer.tsx')).ToastLayer);
const TooltipLayer = latePart(async () => (await import('./tooltip-layer.tsx')).TooltipLayer);

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
