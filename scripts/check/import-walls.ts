import { readImports } from './read-imports.ts';
import { type Wall, walls } from './walls.ts';

export interface Breach {
  wall: Wall;
  from: string;
  to: string;
}

/** Every import under `root` that breaks a wall: static and dynamic ones, of values and of types, re-exports too. */
export function findBreaches(root: string): Breach[] {
  return [...readImports(root)].flatMap(([from, targets]) =>
    targets.flatMap((to) => walls.filter((wall) => forbids(wall, from, to)).map((wall) => ({ wall, from, to }))),
  );
}

function forbids(wall: Wall, from: string, to: string): boolean {
  const folder = new RegExp(wall.from).exec(from);
  if (!folder || (wall.fromExcept && new RegExp(wall.fromExcept).test(from))) return false;
  if (!new RegExp(wall.to).test(to)) return false;
  return !wall.except || !new RegExp(wall.except.replaceAll('$1', folder[1] ?? '')).test(to);
}
