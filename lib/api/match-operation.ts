import type { Method, Operation } from './operation.ts';

type Matched = { operation: Operation; params: Record<string, string> };

/**
 * Finds the operation at an address.
 * @returns null for an unknown address; the allowed methods when the method is not one of them
 */
export function matchOperation(
  operations: readonly Operation[],
  method: string,
  segments: readonly string[],
): Matched | { methods: Method[] } | null {
  const methods: Method[] = [];
  for (const operation of operations) {
    const params = matchPath(operation.path, segments);
    if (!params) continue;
    if (operation.method === method) return { operation, params };
    methods.push(operation.method);
  }
  return methods.length > 0 ? { methods } : null;
}

function matchPath(path: string, segments: readonly string[]): Record<string, string> | null {
  const parts = path === '' ? [] : path.split('/');
  if (parts.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name) params[name] = segment;
    else if (part !== segment) return null;
  }
  return params;
}
