import { check } from '../kit/check.ts';
import { priorityCase, tandemCase } from './cases/networks.ts';
import { rowsOf } from './check-case.ts';

check('two queues', rowsOf([tandemCase, priorityCase]));
