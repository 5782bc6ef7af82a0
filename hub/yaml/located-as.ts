import { type Located, type Place, partAt } from './located.ts';

/**
 * A value as if it had been written where `written` stands: each part has the place of the part it replaces, or else of
 * the nearest one around it, so that a problem with a changed value points at what it was changed from.
 *
 * @example locatedAs({ a: 2 }, parsed('a: 1')).children.get('a')?.place   // { file, line: 1, column: 4 }
 */
export function locatedAs(value: unknown, written: Located): Located {
  return copy(value, written, { place: written.place, keyPlace: written.keyPlace });
}

function copy(
  value: unknown,
  written: Located | undefined,
  around: { readonly place: Place; readonly keyPlace: Place },
): Located {
  const { place, keyPlace } = written ?? { place: around.keyPlace, keyPlace: around.keyPlace };
  if (typeof value !== 'object' || value === null) return { value, place, keyPlace, children: undefined };
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  const children = new Map(parts.map(([key, part]) => [key, copy(part, partAt(written, [key]), { place, keyPlace })]));
  const plain = Array.isArray(value) ? value : Object.fromEntries(parts);
  return { value: plain, place, keyPlace, children };
}
