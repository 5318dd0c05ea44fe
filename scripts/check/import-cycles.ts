import { readImports } from './read-imports.ts';

/**
 * Finds groups of files that import each other in a circle. Type imports count too: the lint's own rule ignores them.
 * Tarjan's algorithm for strongly connected components.
 * @returns each group once, largest first
 */
export function findCycles(root: string): string[][] {
  const imports = readImports(root);
  const order = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];

  const visit = (file: string): number => {
    const index = order.size;
    let low = index;
    order.set(file, index);
    stack.push(file);
    for (const target of imports.get(file) ?? []) {
      if (!imports.has(target)) continue;
      const seen = order.get(target);
      if (seen === undefined) low = Math.min(low, visit(target));
      else if (stack.includes(target)) low = Math.min(low, seen);
    }
    if (low === index) {
      const group = stack.splice(stack.indexOf(file));
      if (group.length > 1 || (imports.get(file) ?? []).includes(file)) cycles.push(group);
    }
    return low;
  };

  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return cycles.toSorted((a, b) => b.length - a.length);
}
