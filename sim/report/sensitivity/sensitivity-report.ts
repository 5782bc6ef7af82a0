import type { Factor } from '../../sensitivity/factors.ts';
import type { SensitivityResult } from '../../sensitivity/sensitivity-result.ts';

export type SensitivityReport = {
  readonly about: {
    readonly toolVersion: string;
    readonly inputsSha256: string;
    readonly stack: string;
    readonly region: string;
    readonly scenario: string;
    readonly seed: number;
  };
  readonly result: SensitivityResult;
};

/** What the world says and not the plan: worth measuring before it is relied on. */
export const isMeasurable = ({ path }: Factor): boolean => /^(assumptions|stages|boot)\./.test(path);
