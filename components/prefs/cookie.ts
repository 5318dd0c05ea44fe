export const PREFS_COOKIE = 'parvis-prefs';
