import { check } from '../kit/check.ts';
import { generalServiceCases, infiniteServerCase } from './cases/general-service.ts';
import { rowsOf } from './check-case.ts';

check('general service times', rowsOf([...generalServiceCases, infiniteServerCase]));
