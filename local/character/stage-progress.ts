/** Says on standard error how far the stages are: a line for each that is made, and on a terminal a bar for the one in work. */
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Ratio } from '../../hub/units.ts';
import { isErrorTerminal, nowMilliseconds, printError, redrawError } from '../environment.ts';
import type { MadeStage } from './make-character.ts';
import { stageBar, stageLine } from './stage-lines.ts';

/** Often enough to be alive. */
const REDRAW_MILLISECONDS = 200;

export type StageProgress = {
  readonly show: (stage: StageName, ratio: Ratio) => void;
  readonly made: (made: MadeStage) => void;
  /** A line of its own. */
  readonly say: (message: string, particulars?: Readonly<Record<string, unknown>>) => void;
  /** Takes the bar away. May be called twice. */
  readonly end: () => void;
};

export function stageProgress(): StageProgress {
  const hasBar = isErrorTerminal();
  let inWork: { readonly stage: StageName; readonly ratio: Ratio; readonly beganMilliseconds: number } | undefined;
  const draw = () => {
    if (!hasBar || inWork === undefined) return;
    redrawError(stageBar(inWork.stage, inWork.ratio, (nowMilliseconds() - inWork.beganMilliseconds) / 1000));
  };
  // It moves while a stage says nothing, and ends with the process.
  const timer = hasBar ? setInterval(draw, REDRAW_MILLISECONDS).unref() : undefined;
  const line = (text: string) => {
    if (hasBar) redrawError('');
    printError(text);
  };
  return {
    show: (stage, ratio) => {
      const beganMilliseconds = inWork?.stage === stage ? inWork.beganMilliseconds : nowMilliseconds();
      inWork = { stage, ratio, beganMilliseconds };
    },
    made: ({ stage, seconds }) => {
      inWork = undefined;
      line(stageLine(stage, seconds));
    },
    say: (message, particulars = {}) => {
      const more = Object.entries(particulars).map(([name, value]) => `  ${name}=${textOf(value)}`);
      line(`    ${message}${more.join('')}`);
    },
    end: () => {
      clearInterval(timer);
      if (hasBar && inWork !== undefined) redrawError('');
      inWork = undefined;
    },
  };
}

const textOf = (value: unknown): string => (value instanceof Error ? value.message : JSON.stringify(value)) ?? '';
