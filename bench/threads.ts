/** What a second thread is worth: replications per second of one long study, Node's start and the report included. */
import { type Benchmark, median } from './benchmark.ts';
import { secondsOf } from './command.ts';

/** Long enough that starting threads and compiling the model on each of them weigh little. */
const REPLICATIONS = 1000;
const PAIRS = 3;

const studyOn = (threads: number, replications: number) =>
  secondsOf(
    ['npx', 'asset-sim', 'run', '--users', '10000', '--replications', `${replications}`].concat(
      '--threads',
      `${threads}`,
    ),
  );

export const threads: Benchmark = {
  name: 'threads',
  run({ isQuick }) {
    const replications = isQuick ? REPLICATIONS / 10 : REPLICATIONS;
    // In pairs, so that a machine that slows down slows both.
    const pairs = Array.from({ length: isQuick ? 1 : PAIRS }, () => {
      return { one: studyOn(1, replications), two: studyOn(2, replications) };
    });
    const row = (metric: string, values: readonly number[], unit: string) => {
      return { benchmark: 'threads', metric, value: median(values), unit };
    };
    return [
      row(
        '1 thread',
        pairs.map(({ one }) => replications / one),
        'replications/s',
      ),
      row(
        '2 threads',
        pairs.map(({ two }) => replications / two),
        'replications/s',
      ),
      row(
        '2 threads over 1',
        pairs.map(({ one, two }) => one / two),
        'ratio',
      ),
    ];
  },
};
