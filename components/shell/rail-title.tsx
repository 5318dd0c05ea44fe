export function RailTitle({ isWide, title }: { isWide: boolean; title: string }) {
  if (!isWide) return <div aria-hidden className="mx-2 my-2 h-px bg-line" />;
  return <h2 className="mt-4 mb-1 px-2 text-xs font-medium text-muted">{title}</h2>;
}
