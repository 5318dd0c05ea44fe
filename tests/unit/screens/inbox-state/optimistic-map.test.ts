import { expect, test } from 'vitest';
import { OptimisticMap } from '#components/inbox-state/items/optimistic-map.ts';

type Value = { id: string; version: number; text: string };
const value = (version: number, text: string): Value => ({ id: 'a', version, text });

test('the first value stays what the server drew, whatever comes after', () => {
  const map = new OptimisticMap<Value>();
  expect(map.first('a')).toBeUndefined();
  map.put(value(1, 'drawn'));
  map.change('a', (shown) => ({ ...shown, text: 'acted' }));
  map.put(value(2, 'newer'));
  expect(map.get('a')?.text).toBe('acted');
  expect(map.first('a')?.text).toBe('drawn');
  map.delete('a');
  expect(map.first('a')).toBeUndefined();
});
