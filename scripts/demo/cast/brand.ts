/** The demo's brand, the same on every network: coffee and tea, a shop in Lyon. Invented. */
export const brand = {
  name: 'Maison Aubry',
  handle: 'maisonaubry',
  description: 'Torréfacteur et maison de thé, à Lyon. Coffee roasters & tea merchants. On vous répond ici.',
  colour: '#5a3825',
} as const;
