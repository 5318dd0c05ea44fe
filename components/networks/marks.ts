import { siBluesky } from 'simple-icons';

/** The networks' own marks and colours. What the package lacks is drawn in `public/networks/<network>.svg`. */
export const marks: Record<string, { path: string; color: string }> = {
  bluesky: { path: siBluesky.path, color: `#${siBluesky.hex}` },
};
