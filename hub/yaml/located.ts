/**
 * A value that remembers where each of its parts was written. Parts of one value may come from different files, which is
 * what merging a scenario into a stack file makes.
 */

/** Lines and columns count from 1. */
export type Place = { readonly file: string; readonly line: number; readonly column: number };

export type Located = {
  readonly value: unknown;
  /** Where the value stands. */
  readonly place: Place;
  /** Where its key stands; the value's own place for the root and for items of a sequence. */
  readonly keyPlace: Place;
  /** Entries of a mapping by key, items of a sequence by index; undefined for a scalar. */
  readonly children: ReadonlyMap<string, Located> | undefined;
};

export type Path = readonly PropertyKey[];

/** The part at `path`, or undefined where nothing was written. */
export function partAt(located: Located | undefined, path: Path): Located | undefined {
  let part = located;
  for (const key of path) part = part?.children?.get(String(key));
  return part;
}

/**
 * The place of the value at `path`; for a value nobody wrote, the key of the nearest ancestor somebody did write, since
 * that is where it has to be added.
 *
 * @example locate(parsed, ['fleets', 'generation', 'burst', 'maxCount'])   // { file: 'Pulumi.prod.yaml', line: 31, column: 19 }
 */
export function locate(located: Located, path: Path): Place {
  const part = partAt(located, path);
  if (part !== undefined) return part.place;
  return path.length === 0 ? located.place : locateKey(located, path.slice(0, -1));
}

/** Like `locate`, but the place of the key: for complaints about the key itself. */
export function locateKey(located: Located, path: Path): Place {
  const part = partAt(located, path);
  if (part !== undefined) return part.keyPlace;
  return path.length === 0 ? located.keyPlace : locateKey(located, path.slice(0, -1));
}

/** `fleets.generation.burst.policies[0].name`, as a person would write it. */
export function printPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** A mapping built from parts, as if it had been written at `place`. */
export function locatedMapping(place: Place, children: ReadonlyMap<string, Located>): Located {
  const value = Object.fromEntries([...children].map(([key, child]) => [key, child.value]));
  return { value, place, keyPlace: place, children };
}

/** Is it a mapping, and not a sequence or scalar? */
export function isMapping(
  located: Located | undefined,
): located is Located & { children: ReadonlyMap<string, Located> } {
  return located?.children !== undefined && !Array.isArray(located.value);
}
