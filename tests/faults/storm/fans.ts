import type { ItemKind } from '#lib/networks/contract.ts';
import type { Random } from '#tests/support/random.ts';
import type { StormyNetwork } from './brand.ts';

const FANS = ['ana', 'noa', 'leo', 'ines', 'hugo', 'maya', 'sam', 'zoe'];

/** Where the product knows edits of a comment or a review; elsewhere what is said stays as it is. */
const HAS_EDITS = new Set(['facebook', 'google', 'linkedin', 'threads', 'x', 'youtube']);

type Said = { network: StormyNetwork; id: string; kind: ItemKind };

/** The people on all networks: every text another one, so that each can be told from all others. */
export class StormyCrowd {
  readonly #networks: readonly StormyNetwork[];
  readonly #random: Random;
  readonly #posts: Map<string, string[]>;
  #said: Said[] = [];
  words = 0;
  edits = 0;
  deletions = 0;

  constructor(networks: readonly StormyNetwork[], random: Random) {
    this.#networks = networks;
    this.#random = random;
    this.#posts = new Map(networks.map(({ network, sandbox }) => [network, [sandbox.brandPosts('On en parle ?')]]));
  }

  /** Somebody says something, somewhere. */
  write(network = this.#random.pick(this.#networks)): void {
    const { sandbox } = network;
    const kind = this.#random.pick(sandbox.kinds);
    this.words += 1;
    const name = `Mot ${String(this.words).padStart(5, '0')}`;
    const isNaming = kind === 'mention' && this.#random.upTo(2) === 0;
    const id = sandbox.fanWrites({
      kind,
      text: isNaming ? `${name} pour @${sandbox.brand.handle}` : `${name}, vous en dites quoi ?`,
      // Somebody reviews a place once.
      fan: kind === 'review' ? `fan${this.words}` : this.#random.pick(FANS),
      ...(kind === 'comment' ? { under: this.#under(network) } : {}),
      ...(kind === 'review' ? { rating: 1 + this.#random.upTo(5) } : {}),
    });
    this.#said.push({ network, id, kind });
  }

  /** A post of the brand, or what somebody said under one. */
  #under({ network }: StormyNetwork): string {
    const comments = this.#said.filter((one) => one.network.network === network && one.kind === 'comment');
    const posts = this.#posts.get(network) ?? [];
    return comments.length > 0 && this.#random.upTo(4) === 0
      ? this.#random.pick(comments).id
      : this.#random.pick(posts);
  }

  /** Somebody says it better. */
  edit(): void {
    const found = this.#pick(({ network }) => HAS_EDITS.has(network.network));
    if (!found) return;
    this.edits += 1;
    found.network.sandbox.fanEdits(found.id, `Mieux dit ${String(this.edits).padStart(5, '0')}`);
  }

  /** Somebody takes it back, and with it what stands under it. */
  takeBack(): void {
    const found = this.#pick(() => true);
    if (!found) return;
    this.deletions += 1;
    found.network.sandbox.fanDeletes(found.id);
    const gone = new Set(found.network.sandbox.held().flatMap(({ id, isDeleted }) => (isDeleted ? [id] : [])));
    this.#said = this.#said.filter(
      ({ network, id }) => network.network !== found.network.network || (id !== found.id && !gone.has(id)),
    );
  }

  #pick(is: (said: Said) => boolean): Said | undefined {
    const some = this.#said.filter((one) => (one.kind === 'comment' || one.kind === 'review') && is(one));
    return some.length > 0 ? this.#random.pick(some) : undefined;
  }
}
