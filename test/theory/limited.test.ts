import { check } from '../kit/check.ts';
import { closedLoopCases, lossCases } from './cases/limited.ts';
import { rowsOf } from './check-case.ts';

check('loss and closed loop', rowsOf([...lossCases, ...closedLoopCases]));
