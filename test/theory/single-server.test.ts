import { check } from '../kit/check.ts';
import { singleServerCases } from './cases/multi-server.ts';
import { rowsOf } from './check-case.ts';

check('one server', rowsOf(singleServerCases));
