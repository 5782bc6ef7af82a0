/** The two demands on a case: the closed form lies in the interval, and the interval is narrow enough to say so. */
import { measureCase, type TheoryCase } from './theory-case.ts';

/** A row of the kit's `check`: throws with all that is wrong with the case. */
export function agrees(theoryCase: TheoryCase): () => void {
  return () => {
    const complaints = measureCase(theoryCase, 'test').flatMap(row => {
      const { quantity, theory, simulated, errorRatio, halfWidthRatio, halfWidthRatioMax } = row;
      const saw = `${quantity}: theory ${theory}, simulated ${simulated} +- ${halfWidthRatio * theory}`;
      // Written so that NaN is a complaint.
      const isInside = Math.abs(errorRatio) <= halfWidthRatio;
      const isNarrow = halfWidthRatio <= halfWidthRatioMax;
      if (isInside && isNarrow) return [];
      return [`${saw}, ${isInside ? `wider than ${halfWidthRatioMax} of it` : 'theory is outside'}`];
    });
    if (complaints.length > 0) throw new Error(`${theoryCase.name}\n${complaints.join('\n')}`);
  };
}

/** Rows for `check`, named after the cases. */
export function rowsOf(cases: readonly TheoryCase[]): Record<string, () => void> {
  return Object.fromEntries(
    cases.map(theoryCase => [`${theoryCase.name} agrees with its closed form`, agrees(theoryCase)]),
  );
}
