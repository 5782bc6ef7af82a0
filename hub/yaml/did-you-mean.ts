/** More changes than this, or than a third of the word, and the two words are simply different. */
const EDIT_COUNT_MAX = 3;
/** More names than this are not read by anyone. */
const LISTED_COUNT_MAX = 12;

/**
 * The hint for a word that is not among the known ones: the nearest of them, or else all of them.
 *
 * @example didYouMean('maxCont', ['minCount', 'maxCount'])   // 'did you mean maxCount?'
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) return `did you mean ${near}?`;
  if (known.length === 0) return 'remove it';
  const listed = known.slice(0, LISTED_COUNT_MAX).join(', ');
  return known.length > LISTED_COUNT_MAX
    ? `known are ${listed}, and ${known.length - LISTED_COUNT_MAX} more`
    : `known are ${listed}`;
}

/** The known word nearest to `word`, when it is near enough to be what was meant. Letter case does not count; a beginning does. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const allowed = Math.min(EDIT_COUNT_MAX, Math.max(1, Math.floor(word.length / 3)));
  const ranked = known
    .map(candidate => ({ candidate, editCount: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ editCount }) => editCount <= allowed)
    .sort((a, b) => a.editCount - b.editCount);
  return ranked[0]?.candidate;
}

/** A word broken off early is as near as a word with one slip. */
function distance(word: string, candidate: string): number {
  return word.length > 2 && candidate.startsWith(word)
    ? Math.min(1, candidate.length - word.length)
    : editCountBetween(word, candidate);
}

/**
 * Letters to insert, delete, replace or swap with their neighbour to make one word of the other (optimal string alignment
 * distance). O(n*m), and both words are short.
 *
 * @example editCountBetween('maxConut', 'maxCount')   // 1
 */
export function editCountBetween(from: string, to: string): number {
  // rows[i][j]: edits between the first i letters of `from` and the first j of `to`.
  const rows = Array.from({ length: from.length + 1 }, (_, i) =>
    Array.from({ length: to.length + 1 }, (_, j) => (i === 0 ? j : i)),
  );
  for (let i = 1; i <= from.length; i += 1) {
    for (let j = 1; j <= to.length; j += 1) {
      const isSame = from[i - 1] === to[j - 1];
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      rows[i]![j] = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + (isSame ? 0 : 1),
        isSwap ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return rows[from.length]![to.length]!;
}
