import type { LucideIcon } from 'lucide-react';

/** An icon with the size and stroke that all icons share. */
export function Icon({ of: Drawing, size = 16, className }: { of: LucideIcon; size?: number; className?: string }) {
  return <Drawing size={size} strokeWidth={1.5} aria-hidden className={className} />;
}
