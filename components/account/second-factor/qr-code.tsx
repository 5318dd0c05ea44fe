/**
 * A QR code as one path. It is dark on light in both themes, because many readers do not recognise the reverse.
 * @param modules rows of `0` and `1`
 */
export function QrCode({ modules, label }: { modules: string[]; label: string }) {
  const path = modules
    .flatMap((row, y) => [...row].flatMap((one, x) => (one === '1' ? `M${x} ${y}h1v1h-1z` : [])))
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      shapeRendering="crispEdges"
      className="size-44 rounded-control forced-color-adjust-none"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
