import { isMapping, type Located, locatedMapping } from './located.ts';

/**
 * Lays `patch` over `base` by the rules of JSON Merge Patch (RFC 7396, 2014-10): mappings merge key by key, `null` deletes,
 * everything else, sequences too, replaces. Every part keeps the place it was written at, so that a problem found later
 * points into the right file.
 *
 * @example mergeLocated(parsed('a: {b: 1, c: 2}'), parsed('a: {b: null, d: 3}')).value   // { a: { c: 2, d: 3 } }
 */
export function mergeLocated(base: Located | undefined, patch: Located): Located {
  if (!isMapping(patch)) return patch;
  const children = new Map(isMapping(base) ? base.children : []);
  for (const [key, part] of patch.children) {
    if (part.value === null) children.delete(key);
    else children.set(key, mergeLocated(children.get(key), part));
  }
  const from = isMapping(base) ? base : patch;
  return { ...locatedMapping(from.place, children), keyPlace: from.keyPlace };
}
