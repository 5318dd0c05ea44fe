import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { failure } from './oauth.ts';

export type PinComment = { fan: string; text: string };
export type Pin = { id: string; title: string; createdAt: Date; isRepin: boolean; comments: PinComment[] };

const PAGE_MAX = 250;

/** The account's Pins, with comments that people see and the API only counts. */
export class Pins {
  readonly all: Pin[] = [];
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  add(title: string, { agoMs = 0, isRepin = false }: { agoMs?: number; isRepin?: boolean } = {}): Pin {
    const id = String(813_744_226_420_000_000n + BigInt(this.all.length + 1) * 1_000n);
    const pin = { id, title, createdAt: new Date(this.#now().getTime() - agoMs), isRepin, comments: [] };
    this.all.push(pin);
    return pin;
  }

  /** "List Pins", the newest first. */
  list({ query }: SandboxRequest): SandboxAnswer {
    const size = Number(query.get('page_size') ?? 25);
    const from = Number(
      Buffer.from(query.get('bookmark') ?? '', 'base64url')
        .toString()
        .replace(/^from:/, '') || 0,
    );
    const isWrong = !Number.isInteger(size) || size < 1 || size > PAGE_MAX || !Number.isInteger(from);
    if (isWrong) return failure(400, 1, 'Invalid request parameters');
    const wanted = this.all
      .filter(({ isRepin }) => !isRepin || query.get('pin_filter') !== 'exclude_repins')
      .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
    const isMore = from + size < wanted.length;
    const items = wanted.slice(from, from + size).map((pin) => pinView(pin, query));
    const bookmark = isMore ? Buffer.from(`from:${from + size}`).toString('base64url') : null;
    return { status: 200, json: { items, bookmark } };
  }

  /** "Get Pin". */
  get(id: string, { query }: SandboxRequest): SandboxAnswer {
    const pin = this.all.find((one) => one.id === id);
    return pin ? { status: 200, json: pinView(pin, query) } : failure(404, 50, 'Pin not found.');
  }
}

function pinView({ id, title, createdAt, comments }: Pin, query: URLSearchParams) {
  const recent = { pin_click: 7, impression: 120, clickthrough: 3 };
  const lifetime = { ...recent, reaction: comments.length * 3, comment: comments.length };
  const image = { width: 600, height: 900, url: `https://i.pinimg.com/600x/${id}.jpg` };
  return {
    id,
    // Pinterest's format: without a zone.
    created_at: createdAt.toISOString().slice(0, 19),
    link: 'https://colibri.example.com/',
    title,
    description: '',
    alt_text: title,
    dominant_color: '#6E7874',
    board_id: '1022106146619699845',
    board_section_id: null,
    board_owner: { username: 'maisoncolibri' },
    creative_type: 'REGULAR',
    is_owner: true,
    is_standard: true,
    has_been_promoted: false,
    parent_pin_id: null,
    media: { media_type: 'image', images: { '600x': image } },
    pin_metrics: query.get('pin_metrics') === 'true' ? { '90d': recent, lifetime_metrics: lifetime } : null,
  };
}
