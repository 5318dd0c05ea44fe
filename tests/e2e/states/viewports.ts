/** The screens on which the states are looked at, in CSS pixels. */
export const viewports = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  small: { width: 320, height: 568 },
} as const;
export type ViewportName = keyof typeof viewports;

/** A phone has a touch screen, and shows one pane at a time. */
export type Device = 'desktop' | 'phone';
