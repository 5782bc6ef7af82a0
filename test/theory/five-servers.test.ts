import { check } from '../kit/check.ts';
import { fiveServerCases } from './cases/multi-server.ts';
import { rowsOf } from './check-case.ts';

check('five servers', rowsOf(fiveServerCases));
