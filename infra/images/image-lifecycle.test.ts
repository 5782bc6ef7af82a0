import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { imageLifecyclePolicy } from './image-lifecycle.ts';

type Rule = {
  readonly rulePriority: number;
  readonly selection: { readonly tagStatus: string; readonly countType: string; readonly countNumber: number };
};

const rules: readonly Rule[] = JSON.parse(imageLifecyclePolicy()).rules;

check('the lifecycle of images', {
  'expires untagged images by age and all images by number': () =>
    assert.equal(
      rules.map(({ selection: { tagStatus, countType } }) => [tagStatus, countType]),
      [
        ['untagged', 'sinceImagePushed'],
        ['any', 'imageCountMoreThan'],
      ],
    ),
  'has priorities of which that of `any` is the last, as ECR demands': () => {
    const priorityOfAny = rules.find(({ selection }) => selection.tagStatus === 'any')!.rulePriority;
    for (const { rulePriority, selection } of rules)
      if (selection.tagStatus !== 'any') assert.ok(rulePriority < priorityOfAny);
  },
  'leaves something to roll back to': () => assert.ok(rules.at(-1)!.selection.countNumber >= 2),
});
