import type { SandboxRequest } from '../kit/types.ts';
import type { Pushes } from './pushes.ts';
import type { World } from './world.ts';

/** A request and what is needed to answer it. */
export type Given = { world: World; request: SandboxRequest; pushes: Pushes; baseUrl: string; exceeded: string[] };
