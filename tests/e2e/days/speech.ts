import type { CDPSession, Page } from '@playwright/test';

/** What the accessibility tree says of one node. */
export type SpokenNode = {
  role: string;
  name: string;
  description?: string | undefined;
  value?: string | undefined;
  /** States by their name in the tree: `expanded`, `selected`, `checked`, `pressed`, `disabled`, `level`, `haspopup` … */
  states: Readonly<Record<string, string | boolean | number>>;
};

/** The roles that a screen reader names in other words than the tree. */
const ROLES: Readonly<Record<string, string>> = {
  textbox: 'edit text',
  searchbox: 'search, edit text',
  combobox: 'combo box',
  menuitem: 'menu item',
  menuitemradio: 'menu item, choice',
  tab: 'tab',
  complementary: 'complementary region',
  DisclosureTriangle: 'disclosure',
};

/** Nodes without a role of their own, of which a screen reader says only the name. */
const SILENT: ReadonlySet<string> = new Set(['generic', 'none', 'StaticText', 'paragraph']);

/** What a screen reader says of a node that gets the focus: name, role, states, value, description and key. */
export function utteranceOf({ role, name, description, value, states }: SpokenNode): string {
  const said = [
    name,
    SILENT.has(role) ? '' : (ROLES[role] ?? role),
    states['level'] ? `level ${states['level']}` : '',
    pair(states['checked'], 'checked', 'not checked'),
    pair(states['pressed'], 'pressed', 'not pressed'),
    pair(states['expanded'], 'expanded', 'collapsed'),
    isOn(states['selected']) ? 'selected' : '',
    isOn(states['current']) ? 'current' : '',
    isOn(states['disabled']) ? 'unavailable' : '',
    isOn(states['required']) ? 'required' : '',
    isOn(states['invalid']) ? 'invalid' : '',
    value && value !== name ? `“${value}”` : '',
    description && description !== name ? description : '',
    states['keyshortcuts'] ? `key ${states['keyshortcuts']}` : '',
  ];
  return said.filter(Boolean).join(', ');
}

const isOn = (state: unknown) => state === true || state === 'true' || state === 'page';

function pair(state: unknown, on: string, off: string): string {
  return state === undefined ? '' : isOn(state) ? on : off;
}

/** Reads the node that has the focus, and of a combo box the option that is active, from Chromium's accessibility tree. */
export class FocusReader {
  readonly #page: Page;
  #session: Promise<CDPSession> | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  /** @returns null when the focus is on the body, where a screen reader says nothing useful */
  async read(): Promise<SpokenNode | null> {
    const session = await (this.#session ??= this.#page.context().newCDPSession(this.#page));
    const node = await readNode(session, 'document.activeElement');
    if (!node || node.role === 'RootWebArea') return null;
    const option = await readNode(
      session,
      `document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')`,
    );
    return option ? { ...node, value: option.name } : node;
  }
}

async function readNode(session: CDPSession, expression: string): Promise<SpokenNode | null> {
  const { result } = await session.send('Runtime.evaluate', { expression, objectGroup: 'speech' });
  if (!result.objectId) return null;
  const { objectId } = result;
  const { nodes } = await session.send('Accessibility.getPartialAXTree', { objectId, fetchRelatives: false });
  const current = await session.send('Runtime.callFunctionOn', {
    objectId,
    functionDeclaration: `function () { return this === document.body ? 'body' : (this.getAttribute('aria-current') ?? '') }`,
    returnByValue: true,
  });
  await session.send('Runtime.releaseObjectGroup', { objectGroup: 'speech' });
  const [node] = nodes;
  if (!node || current.result.value === 'body') return null;
  const states = Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value]));
  return {
    role: String(node.role?.value ?? ''),
    name: plain(node.name?.value),
    description: plain(node.description?.value) || undefined,
    value: plain(node.value?.value) || undefined,
    states: { ...states, ...(current.result.value ? { current: current.result.value } : {}) },
  };
}

/** Without the marks that isolate text of another direction: nobody hears them. */
const plain = (text: unknown): string => (typeof text === 'string' ? text.replaceAll(/[\u2066-\u2069]/gu, '') : '');
