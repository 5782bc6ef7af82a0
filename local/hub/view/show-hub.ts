/** Shows a hub on the terminal: a screen that is drawn anew in place, or a line for each thing that happens. */
import type { Seconds } from '../../../hub/units.ts';
import { nowMilliseconds, print, printRaw, sleep, terminalSize } from '../../environment.ts';
import type { HubView } from '../hub-view.ts';
import { type Happening, happeningsBetween, happeningText } from './happenings.ts';
import { renderScreen } from './render-screen.ts';

export type Showing = {
  /** There may be something new to show. */
  readonly change: () => void;
  /** Shows the last of it, and leaves the terminal as it was. */
  readonly end: () => void;
};
export type ShowMode = 'screen' | 'plain' | 'json';

const PERIOD_SECONDS: Seconds = 0.25;
/** The terminal's other screen, without its cursor, and back (xterm control sequences, DECSET 1049 and 25). */
const OTHER_SCREEN = '\u001b[?1049h\u001b[?25l';
const OWN_SCREEN = '\u001b[?25h\u001b[?1049l';
const FROM_TOP = '\u001b[H\u001b[J';

export function showHub(mode: ShowMode, look: () => HubView): Showing {
  const ending = new AbortController();
  let isDue = true;
  let shown: HubView | undefined;
  const draw = mode === 'screen' ? drawScreen : tellNew;

  function drawScreen(): void {
    printRaw(`${FROM_TOP}${renderScreen(look(), terminalSize() ?? { columns: 80, rows: 24 })}`);
  }

  function tellNew(): void {
    const view = look();
    const time = new Date(nowMilliseconds()).toISOString();
    for (const happening of happeningsBetween(shown, view)) print(lineOf(happening, time));
    shown = view;
  }

  const lineOf = (happening: Happening, time: string): string =>
    mode === 'json' ? JSON.stringify({ time, ...happening }) : `${time.slice(11, 19)} ${happeningText(happening)}`;

  async function keepShowing(): Promise<void> {
    while (!ending.signal.aborted) {
      if (isDue) {
        isDue = false;
        draw();
      }
      await sleep(PERIOD_SECONDS, ending.signal);
    }
  }

  if (mode === 'screen') printRaw(OTHER_SCREEN);
  void keepShowing();
  return {
    change: () => {
      isDue = true;
    },
    end: () => {
      if (ending.signal.aborted) return;
      ending.abort();
      if (mode === 'screen') printRaw(OWN_SCREEN);
      else tellNew();
    },
  };
}
