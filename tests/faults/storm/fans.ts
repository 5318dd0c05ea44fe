import type { ItemKind } from '#lib/networks/contract.ts';
import type { Random } from '#tests/support/random.ts';
import type { StormNetwork } from './brand.ts';

const FANS = ['ana', 'noa', 'leo', 'ines', 'hugo', 'maya', 'sam', 'zoe'];

/** The networks on which a comment or a review can be edited. */
const HAS_EDITS = new Set(['facebook', 'google', 'linkedin', 'threads', 'x', 'youtube']);

type Written = { network: StormNetwork; id: string; kind: ItemKind };

/** The people who write on all networks. Every text is unique, so that each can be found again. */
export class Fans {
  readonly #networks: readonly StormNetwork[];
  readonly #random: Random;
  readonly #posts: Map<string, string[]>;
  #written: Written[] = [];
  texts = 0;
  edits = 0;
  deletions = 0;

  constructor(networks: readonly StormNetwork[], random: Random) {
    this.#networks = networks;
    this.#random = random;
    this.#posts = new Map(networks.map(({ network, sandbox }) => [network, [sandbox.brandPosts('On en parle ?')]]));
  }

  /** A fan writes something, by default on a network chosen at random. */
  write(network = this.#random.pick(this.#networks)): void {
    const { sandbox } = network;
    const kind = this.#random.pick(sandbox.kinds);
    this.texts += 1;
    const name = `Mot ${String(this.texts).padStart(5, '0')}`;
    const isNaming = kind === 'mention' && this.#random.upTo(2) === 0;
    const id = sandbox.fanWrites({
      kind,
      text: isNaming ? `${name} pour @${sandbox.brand.handle}` : `${name}, vous en dites quoi ?`,
      // A person writes one review of a place.
      fan: kind === 'review' ? `fan${this.texts}` : this.#random.pick(FANS),
      ...(kind === 'comment' ? { under: this.#under(network) } : {}),
      ...(kind === 'review' ? { rating: 1 + this.#random.upTo(5) } : {}),
    });
    this.#written.push({ network, id, kind });
  }

  /** A post of the brand, or a comment under one. */
  #under({ network }: StormNetwork): string {
    const comments = this.#written.filter((one) => one.network.network === network && one.kind === 'comment');
    const posts = this.#posts.get(network) ?? [];
    return comments.length > 0 && this.#random.upTo(4) === 0
      ? this.#random.pick(comments).id
      : this.#random.pick(posts);
  }

  /** A fan edits a comment or a review. */
  edit(): void {
    const found = this.#pick(({ network }) => HAS_EDITS.has(network.network));
    if (!found) return;
    this.edits += 1;
    found.network.sandbox.fanEdits(found.id, `Mieux dit ${String(this.edits).padStart(5, '0')}`);
  }

  /** A fan deletes a comment or a review, and with it the replies to it. */
  delete(): void {
    const found = this.#pick(() => true);
    if (!found) return;
    this.deletions += 1;
    found.network.sandbox.fanDeletes(found.id);
    const gone = new Set(found.network.sandbox.held().flatMap(({ id, isDeleted }) => (isDeleted ? [id] : [])));
    this.#written = this.#written.filter(
      ({ network, id }) => network.network !== found.network.network || (id !== found.id && !gone.has(id)),
    );
  }

  #pick(isWanted: (written: Written) => boolean): Written | undefined {
    const some = this.#written.filter((one) => (one.kind === 'comment' || one.kind === 'review') && isWanted(one));
    return some.length > 0 ? this.#random.pick(some) : undefined;
  }
}
