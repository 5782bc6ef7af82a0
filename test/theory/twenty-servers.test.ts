import { check } from '../kit/check.ts';
import { twentyServerCases } from './cases/multi-server.ts';
import { rowsOf } from './check-case.ts';

check('twenty servers', rowsOf(twentyServerCases));
