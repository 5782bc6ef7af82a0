/** The files a trace can be written to, each a text that grows with the events. */
import type { TraceEvent, TraceNames } from '../../trace/trace-event.ts';
import { CSV_HEADER, csvLine, eventRows, jsonLine } from './event-rows.ts';
import { aboutJson, type TraceAbout } from './life-report.ts';
import { PERFETTO_TAIL, perfettoEvents, perfettoHead, perfettoNames } from './perfetto-lines.ts';

export type TraceFormat = {
  readonly head: string;
  /** What an event adds. */
  readonly textOf: (event: TraceEvent) => string;
  readonly tail: string;
};

/** By the kind of an output. */
export const TRACE_FORMATS = {
  perfetto: (names: TraceNames, about: TraceAbout): TraceFormat => ({
    head:
      perfettoHead(aboutJson(about)) +
      perfettoNames(names)
        .map(event => JSON.stringify(event))
        .join(',\n'),
    textOf: event =>
      perfettoEvents(event, names)
        .map(each => `,\n${JSON.stringify(each)}`)
        .join(''),
    tail: PERFETTO_TAIL,
  }),
  jsonl: (names: TraceNames): TraceFormat => ({
    head: '',
    textOf: event => eventRows(event, names).map(jsonLine).join(''),
    tail: '',
  }),
  csv: (names: TraceNames): TraceFormat => ({
    head: CSV_HEADER,
    textOf: event => eventRows(event, names).map(csvLine).join(''),
    tail: '',
  }),
} as const satisfies Record<string, (names: TraceNames, about: TraceAbout) => TraceFormat>;

export type TraceFormatName = keyof typeof TRACE_FORMATS;
