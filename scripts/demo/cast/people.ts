import type { Face } from './draw-face.ts';

export type Lang = 'fr' | 'en';

export type Person = {
  name: string;
  /** The language they write in; some know both. */
  lang: Lang;
  /** Who they are, for whoever writes more of their texts. */
  story: string;
  face: Face;
};

const rose = '#f0c9b0';
const fair = '#e8b893';
const olive = '#cf9a6e';
const tan = '#b57a4c';
const brown = '#8a5733';
const deep = '#5f3a22';
const black = '#231a17';
const dark = '#4a2f20';
const chestnut = '#7b4a26';
const ginger = '#b5562a';
const blond = '#d3a552';
const grey = '#9c9a97';
const white = '#dcd8d1';

/**
 * The demo's people by their short name, the same on every network: in lower case and ASCII, at most 15 characters, which
 * every network accepts.
 */
export const people = {
  claire_morvan: {
    name: 'Claire Morvan',
    lang: 'fr',
    story: 'A customer from the first day; orders every month and notices everything.',
    face: { paper: '#f4d9cf', skin: fair, hair: chestnut, cut: 'bob', top: '#b4543a' },
  },
  yanis_k: {
    name: 'Yanis Kaddour',
    lang: 'fr',
    story: 'Home barista with three grinders; asks about grams and seconds.',
    face: { paper: '#cfe3e2', skin: olive, hair: black, cut: 'short', top: '#2f6f73', extra: 'beard' },
  },
  mamie_odile: {
    name: 'Odile Perrin',
    lang: 'fr',
    story: 'A grandmother who drinks tea, writes whole sentences and signs them.',
    face: { paper: '#e7dbee', skin: rose, hair: white, cut: 'bun', top: '#8a5a9e', extra: 'glasses' },
  },
  theo_vasseur: {
    name: 'Théo Vasseur',
    lang: 'fr',
    story: 'His parcel 48107 never reached Bordeaux; he says so wherever he can.',
    face: { paper: '#d5ddef', skin: fair, hair: dark, cut: 'short', top: '#3c5a99' },
  },
  ines_baradat: {
    name: 'Inès Baradat',
    lang: 'fr',
    story: 'Expects a child in March and looks for what has no caffeine.',
    face: { paper: '#f5e6c8', skin: olive, hair: black, cut: 'long', top: '#c08a2d' },
  },
  lucas_thes: {
    name: 'Lucas Ferrand',
    lang: 'fr',
    story: 'Writes about tea for nine hundred readers who take it seriously.',
    face: { paper: '#dce8d5', skin: rose, hair: ginger, cut: 'short', top: '#4f7d3f', extra: 'glasses' },
  },
  sarah_lemoyne: {
    name: 'Sarah Lemoyne',
    lang: 'fr',
    story: 'Mother of a girl who is allergic to hazelnuts.',
    face: { paper: '#f2d6e0', skin: fair, hair: blond, cut: 'long', top: '#a13d63' },
  },
  gerard_m21: {
    name: 'Gérard Mathiot',
    lang: 'fr',
    story: 'Angry, on a phone, without punctuation.',
    face: { paper: '#e2e0da', skin: rose, hair: grey, cut: 'bald', top: '#58616b', extra: 'moustache' },
  },
  fatou_diarra: {
    name: 'Fatou Diarra',
    lang: 'fr',
    story: 'Runs an office of forty people and its coffee machine.',
    face: { paper: '#f6dfb9', skin: deep, hair: black, cut: 'curly', top: '#c2572b' },
  },
  jb_charlot: {
    name: 'Jean-Baptiste Charlot',
    lang: 'fr',
    story: 'Finds everything too expensive and buys it.',
    face: { paper: '#d9e2e6', skin: fair, hair: grey, cut: 'short', top: '#33658a', extra: 'glasses' },
  },
  nora_belkacem: {
    name: 'Nora Belkacem',
    lang: 'fr',
    story: 'A student in Lyon who films what she drinks.',
    face: { paper: '#e4d5f0', skin: tan, hair: black, cut: 'scarf', top: '#6a4c93' },
  },
  manon_gtt: {
    name: 'Manon Guittet',
    lang: 'fr',
    story: 'Bought the Advent calendar for her sister.',
    face: { paper: '#fbe0d0', skin: rose, hair: ginger, cut: 'bun', top: '#d1633c' },
  },
  kevin_dls: {
    name: 'Kévin Dalles',
    lang: 'fr',
    story: 'Comes for the jokes.',
    face: { paper: '#d3e6f2', skin: fair, hair: chestnut, cut: 'cap', top: '#2b78a0' },
  },
  hugo_renaud: {
    name: 'Hugo Renaud',
    lang: 'fr',
    story: 'Uses a wheelchair and asks before he comes.',
    face: { paper: '#e0ead0', skin: rose, hair: blond, cut: 'short', top: '#5b7f33', extra: 'beard' },
  },
  solene_bizien: {
    name: 'Solène Bizien',
    lang: 'fr',
    story: 'A Breton with a moka pot and a father who has opinions.',
    face: { paper: '#cfe0ee', skin: rose, hair: blond, cut: 'bob', top: '#274c77' },
  },
  marc_antonelli: {
    name: 'Marc Antonelli',
    lang: 'fr',
    story: 'Owns a restaurant of thirty seats and would like a house coffee.',
    face: { paper: '#ead7c5', skin: olive, hair: dark, cut: 'bald', top: '#7a4a32', extra: 'beard' },
  },
  anais_delmas: {
    name: 'Anaïs Delmas',
    lang: 'fr',
    story: 'Photographs breakfasts for a living.',
    face: { paper: '#f7e3de', skin: fair, hair: dark, cut: 'long', top: '#c9777d' },
  },
  chloe_verret: {
    name: 'Chloé Verret',
    lang: 'fr',
    story: 'Opens the calendar in front of her followers.',
    face: { paper: '#f9e4ef', skin: rose, hair: chestnut, cut: 'long', top: '#e07a9b', extra: 'glasses' },
  },
  amadou_sy: {
    name: 'Amadou Sy',
    lang: 'fr',
    story: 'A neighbour of the shop who comes every Saturday.',
    face: { paper: '#dfe9df', skin: deep, hair: black, cut: 'short', top: '#2d6a4f' },
  },
  bertrand_lq: {
    name: 'Bertrand Leclercq',
    lang: 'fr',
    story: 'A retired engineer who corrects people, kindly.',
    face: { paper: '#e5e1d3', skin: rose, hair: white, cut: 'short', top: '#6c6f4e', extra: 'moustache' },
  },
  orla_finnegan: {
    name: 'Orla Finnegan',
    lang: 'en',
    story: 'Cork; was the first customer in Ireland.',
    face: { paper: '#d3ead9', skin: rose, hair: ginger, cut: 'long', top: '#2c7a51' },
  },
  ben_hartwick: {
    name: 'Ben Hartwick',
    lang: 'en',
    story: 'London; was charged twice for order 48190.',
    face: { paper: '#ddd8ea', skin: fair, hair: dark, cut: 'short', top: '#5b4b8a', extra: 'glasses' },
  },
  priya_brews: {
    name: 'Priya Nair',
    lang: 'en',
    story: 'Weighs her water and posts the numbers.',
    face: { paper: '#f8ddcf', skin: brown, hair: black, cut: 'long', top: '#c2572b' },
  },
  tomasz_w: {
    name: 'Tomasz Wolski',
    lang: 'en',
    story: 'Brussels; runs a shared office and orders for it.',
    face: { paper: '#d3dfe9', skin: rose, hair: blond, cut: 'short', top: '#33658a' },
  },
  maeve_moka: {
    name: 'Maeve Kelly',
    lang: 'en',
    story: 'Galway; has a dog named Moka who gets a sentence in everything.',
    face: { paper: '#eadccd', skin: rose, hair: chestnut, cut: 'curly', top: '#7a4a32' },
  },
  dan_okafor: {
    name: 'Dan Okafor',
    lang: 'en',
    story: 'Manchester; a nurse on nights who lives on decaf.',
    face: { paper: '#cfe5e5', skin: deep, hair: black, cut: 'bald', top: '#1f7a8c', extra: 'beard' },
  },
  grace_lin: {
    name: 'Grace Lin',
    lang: 'en',
    story: 'Dublin; buys presents early and wants them wrapped.',
    face: { paper: '#fae3d3', skin: fair, hair: black, cut: 'bob', top: '#d17a22' },
  },
  emma_vdb: {
    name: 'Emma Van den Berg',
    lang: 'en',
    story: 'Ghent; a pastry chef who bakes with tea.',
    face: { paper: '#e9e3f3', skin: rose, hair: blond, cut: 'bun', top: '#7d5ba6' },
  },
  hank_mills: {
    name: 'Hank Mills',
    lang: 'en',
    story: 'Nothing is as it used to be, and he keeps coming back.',
    face: { paper: '#e0ddd2', skin: rose, hair: grey, cut: 'cap', top: '#8b3a2f', extra: 'beard' },
  },
  aiko_tan: {
    name: 'Aiko Tan',
    lang: 'en',
    story: 'Rotterdam; knows green tea and is polite about ours.',
    face: { paper: '#dbeadb', skin: fair, hair: black, cut: 'long', top: '#588157', extra: 'glasses' },
  },
  noor_haddad: {
    name: 'Noor Haddad',
    lang: 'en',
    story: 'A journalist who writes about small food companies.',
    face: { paper: '#eedfd5', skin: tan, hair: dark, cut: 'curly', top: '#9a5b3c' },
  },
  jonas_lind: {
    name: 'Jonas Lind',
    lang: 'en',
    story: 'A competitor in Gothenburg, friendly and curious.',
    face: { paper: '#d7e3ec', skin: rose, hair: blond, cut: 'long', top: '#3d5a80', extra: 'beard' },
  },
  didier_roux: {
    name: 'Didier Roux',
    lang: 'fr',
    story: 'Lives in La Rochelle and remembers every late parcel.',
    face: { paper: '#e3e6ea', skin: fair, hair: grey, cut: 'short', top: '#4a5568', extra: 'beard' },
  },
  sofia_reyes: {
    name: 'Sofía Reyes',
    lang: 'en',
    story: 'Moved to Antwerp for work; collects tea tins.',
    face: { paper: '#fde6d2', skin: olive, hair: dark, cut: 'bun', top: '#b23a48' },
  },
} as const satisfies Record<string, Person>;

export type Handle = keyof typeof people;

/** @returns undefined for somebody who is not of the demo */
export function personOf(handle: string): Person | undefined {
  return Object.hasOwn(people, handle) ? people[handle as Handle] : undefined; // it is one of its keys
}
