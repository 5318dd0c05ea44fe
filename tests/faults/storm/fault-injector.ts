import type { Storm } from '#sandbox/kit/faults.ts';
import type { Random } from '#tests/support/random.ts';
import { startWorker, type TestWorker } from '../start-worker.ts';
import type { StormBrand } from './brand.ts';

/** A rate limit keeps a whole network from being called for a while, so the other faults come twice as often. */
const OTHERS = ['server_error', 'garbage', 'silence', 'cut'] as const;
const FAULTS: Storm['kinds'] = ['rate_limited', ...OTHERS, ...OTHERS];
const WORKERS = 2;
/** Long enough for one whole pull, on a busy machine too. */
const LEASE = { PARVIS_LEASE_SECONDS: '15' };

/** Makes everything fail at once: answers of the networks, webhooks, tokens, workers. */
export class FaultInjector {
  readonly #brand: StormBrand;
  readonly #random: Random;
  #workers: TestWorker[] = [];
  kills = 0;
  expiries = 0;
  faults = 0;

  constructor(brand: StormBrand, random: Random) {
    this.#brand = brand;
    this.#random = random;
  }

  begin(): void {
    const random = () => this.#fraction();
    for (const { faults } of this.#brand.networks) {
      const take = faults.take.bind(faults);
      faults.take = (...call) => {
        const fault = take(...call);
        if (fault) this.faults += 1;
        return fault;
      };
      faults.storm({ rate: 0.15, kinds: FAULTS, random, limitedForMs: 2_000 });
    }
    this.#brand.postman.beSloppy({ lost: 0.1, twice: 0.2, late: 0.3, lateMs: 5_000, random });
    this.#workers = Array.from({ length: WORKERS }, () => startWorker(LEASE));
  }

  /** From now on nothing fails. */
  end(): void {
    for (const { faults } of this.#brand.networks) faults.storm(null);
    this.#brand.postman.beSloppy(null);
  }

  /** Kills a worker without a warning, whatever it is doing, and starts another. */
  async killWorker(): Promise<void> {
    const at = this.#random.upTo(this.#workers.length);
    const [worker] = this.#workers.splice(at, 1, startWorker(LEASE));
    await worker?.kill();
    this.kills += 1;
  }

  /** A network stops accepting the token that it issued. */
  expireToken(): void {
    this.#random.pick(this.#brand.networks).sandbox.expireAccess();
    this.expiries += 1;
  }

  async killAllWorkers(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.kill()));
  }

  #fraction(): number {
    return this.#random.upTo(1_000_000) / 1_000_000;
  }
}
