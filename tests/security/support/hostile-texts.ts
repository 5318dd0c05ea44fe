/** Combining marks that stack up and down: a diaeresis, a dot below, a zigzag, a seagull. */
const MARKS = '\u0308\u0323\u035B\u033C';
const OVERRIDE = '\u202E';
const FAMILY = '👨‍👩‍👧‍👦';

const fill = (words: string, length: number): string => words.repeat(Math.ceil(length / words.length)).slice(0, length);

/** Texts with which strangers try to break a reader's screen. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'a word of 500,000 letters': fill('a', 500_000),
  'a word of 50,000 letters': fill('Donaudampfschifffahrt', 50_000),
  'an address of 50,000 letters': `https://example.com/${fill('path', 50_000)}`,
  '100,000 empty lines': fill('\n', 100_000),
  '30,000 mentions': fill('@a ', 90_000),
  '20,000 addresses': fill('http://a.io ', 240_000),
  'a letter under 10,000 marks': `Z${fill(MARKS, 10_000)}`,
  '2,000 letters, each under 20 marks': `Z${fill(MARKS, 20)}`.repeat(2_000),
  'an override of the direction without end': `${OVERRIDE}gnihton si siht ${fill(`${OVERRIDE}abc `, 4_000)}`,
  'Arabic and Latin in turns': fill('مرحبا hello ', 20_000),
  '200 families of emoji': FAMILY.repeat(200),
  '50,000 joined emoji': fill('👩\u200D', 50_000),
  'no space to break at': fill('\u00A0x', 50_000),
  'soft hyphens alone': fill('a\u00AD', 50_000),
  'a script as text': `<script>window.planted = 1</script><img src=x onerror="window.planted = 2">`,
};

/** Names and handles of the same kind. */
export const hostileNames: Readonly<Record<string, string>> = {
  'a name under 10,000 marks': `Zoe${fill(MARKS, 10_000)} Martin`,
  'a name that turns the line around': `${OVERRIDE}gro.elpmaxe@nimda \u2066${OVERRIDE}`,
  'a name of 200 emoji': '💥'.repeat(200),
  'a name of 5,000 letters': fill('Bartholomäus', 5_000),
  'a name of 300 short words': fill('a b ', 1_200),
  'a name in Arabic': 'ليلى المنصوري',
  'a name of blanks': '\u200B\u200B\u00A0\u3000\u200F',
  'a name of lines': fill('Ana\n', 400),
  'a name with a script': `<script>window.planted = 3</script>`,
};

/** Addresses that run code or are malformed, where a network should have given a web address. */
export const hostileAddresses: readonly string[] = [
  'javascript:window.planted=4',
  'JaVaScRiPt:window.planted=5',
  '\u0001javascript:window.planted=6',
  'java\nscript:window.planted=7',
  'data:text/html,<script>window.planted=8</script>',
  'vbscript:msgbox(1)',
  'blob:https://example.com/1',
  'file:///etc/passwd',
  '//example.com/elsewhere',
  'https://example.com\u202E/moc',
  'http://',
  'about:blank',
];
