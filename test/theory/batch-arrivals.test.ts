import { check } from '../kit/check.ts';
import { batchCases } from './cases/batch-arrivals.ts';
import { rowsOf } from './check-case.ts';

check('batch arrivals', rowsOf(batchCases));
